-- Records that came after their time was sealed, with the block that has them.
SELECT
  day,
  occurredAt,
  recordId,
  kind,
  source.factType AS factType,
  source.factId AS factId,
  block
FROM trade_records
WHERE day BETWEEN ? AND ?
  AND late
ORDER BY occurredAt, recordId
