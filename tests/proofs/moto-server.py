"""Serves moto on loopback: `moto-server.py PORT`, 0 for a free one.

Five things differ from `moto_server`. Without the first three moto loses what was written; without the last it is slow:

- Requests are answered one at a time. Side by side, transactions are not isolated: one that fails puts whole tables back to what they were
  when it began, with the writes of others since.
- A stream is read from its table as it is now. moto's shard iterators hold on to the table that a failed transaction has put away: they
  show what it had written, and nothing that is written later.
- Event source mappings are kept, and not played: that is up to who runs the functions. moto plays them on every write, whether they are
  enabled or not, by Docker; where that fails, it still empties the stream.
- CloudFormation resolves the partition and its domain by the region; moto knows those of `aws` alone.
- The copies of a table that each transaction makes share the records of its stream, which nothing changes.

Prints the port and the resource types that its CloudFormation models, as one line of JSON, and ends when its standard input does.
"""

import copy
import json
import os
import sys
import threading

from moto.cloudformation.parsing import ResourceMap, get_model_map
from moto.dynamodb.models.table import StreamShard, Table
from moto.dynamodbstreams.models import ShardIterator
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.sqs.models import Queue
from moto.utilities.utils import get_partition
from werkzeug.serving import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    def log_request(self, *_):
        pass


def current_shard(iterator):
    return iterator.streams_backend.dynamodb.get_table(iterator.table_name).stream_shard


def remember_table(iterator, shard):
    iterator.table_name = shard.table.name


pseudo_parameter_or_resource = ResourceMap.__getitem__
domains = {"aws": "amazonaws.com", "aws-cn": "amazonaws.com.cn"}


def by_region(resources, name):
    partition = get_partition(resources._region_name)
    known = {"AWS::Partition": partition, "AWS::URLSuffix": domains[partition]}
    return known[name] if name in known else pseudo_parameter_or_resource(resources, name)


def with_same_records(shard, copied):
    twin = copied[id(shard)] = copy.copy(shard)
    twin.table = copy.deepcopy(shard.table, copied)
    twin.items = list(shard.items)
    return twin


ResourceMap.__getitem__ = by_region
StreamShard.__deepcopy__ = with_same_records
ShardIterator.stream_shard = property(current_shard, remember_table)
for source in (Table, Queue):
    source.lambda_event_source_mappings = property(lambda _: {}, lambda *_: None)

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
