-- Everything in which a party has a part, with that part, by its unified social credit code.
WITH parts AS (
  SELECT
    trade_records.*,
    CASE WHEN cardinality(parties) > 0 THEN parties[place] END AS party
  FROM trade_records
  CROSS JOIN UNNEST(sequence(1, greatest(cardinality(parties), 1))) AS places(place)
  WHERE day BETWEEN ? AND ?
)
SELECT
  occurredAt,
  recordId,
  kind,
  series,
  party.role AS role,
  party.name AS name,
  instrument,
  siteId,
  auctionId,
  CAST(quantity AS DECIMAL(38, 3)) AS quantity,
  years,
  CAST(price AS DECIMAL(38, 2)) AS price,
  CAST(amount AS DECIMAL(38, 2)) AS amount,
  reverses
FROM parts
WHERE party.creditCode = ?
ORDER BY occurredAt, recordId, role
