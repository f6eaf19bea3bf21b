"""Serves moto on loopback: `moto-server.py PORT`, 0 for a free one.

Requests are answered one at a time. Side by side, as `moto_server` does it, transactions are not isolated: one that fails puts whole tables
back to what they were when it began, with the writes of others since. Prints the port and the resource types that its CloudFormation
models, as one line of JSON, and ends when its standard input does.
"""

import json
import os
import sys
import threading

from moto.cloudformation.parsing import get_model_map
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    def log_request(self, *_):
        pass


moto = DomainDispatcherApplication(create_backend_app)
turn = threading.Lock()


def one_at_a_time(environ, start_response):
    with turn:
        return list(moto(environ, start_response))


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


server = make_server("127.0.0.1", int(sys.argv[1]), one_at_a_time, threaded=True, request_handler=Quiet)
print(json.dumps({"port": server.port, "types": sorted(filter(None, get_model_map()))}), flush=True)
threading.Thread(target=end_with_parent, daemon=True).start()
server.serve_forever()
