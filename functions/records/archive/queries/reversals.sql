-- Records that take another one back, with that one, and whether their figures add up to nothing. What is taken back may be of an earlier day.
SELECT
  taking.occurredAt AS occurredAt,
  taking.recordId AS recordId,
  taking.kind AS kind,
  taking.reverses AS reverses,
  taken.occurredAt AS reversedOccurredAt,
  CAST(taking.quantity AS DECIMAL(38, 3)) AS quantity,
  CAST(taking.amount AS DECIMAL(38, 2)) AS amount,
  taken.recordId IS NOT NULL
    AND coalesce(CAST(taking.quantity AS DECIMAL(38, 3)), 0) + coalesce(CAST(taken.quantity AS DECIMAL(38, 3)), 0) = 0
    AND coalesce(CAST(taking.amount AS DECIMAL(38, 2)), 0) + coalesce(CAST(taken.amount AS DECIMAL(38, 2)), 0) = 0 AS balanced
FROM trade_records AS taking
LEFT JOIN trade_records AS taken ON taken.recordId = taking.reverses
WHERE taking.day BETWEEN ? AND ?
  AND taking.reverses IS NOT NULL
ORDER BY taking.occurredAt, taking.recordId
