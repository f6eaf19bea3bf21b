-- Every record of an auction: awards, what became of them, and what was taken back.
SELECT
  occurredAt,
  recordId,
  kind,
  series,
  instrument,
  siteId,
  CAST(quantity AS DECIMAL(38, 3)) AS quantity,
  years,
  CAST(price AS DECIMAL(38, 2)) AS price,
  CAST(amount AS DECIMAL(38, 2)) AS amount,
  CAST(fee AS DECIMAL(38, 2)) AS fee,
  confirmationNumber,
  blockReference,
  reverses,
  block
FROM trade_records
WHERE day BETWEEN ? AND ?
  AND auctionId = ?
ORDER BY occurredAt, recordId
