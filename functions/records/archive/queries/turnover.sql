-- What was traded in each month, by pollutant, kind and series: the figures of reversals are below zero, so that sums are net.
SELECT
  substr(day, 1, 7) AS month,
  pollutant,
  kind,
  series,
  sum(CASE WHEN reverses IS NULL THEN 1 ELSE -1 END) AS trades,
  sum(CAST(quantity AS DECIMAL(38, 3))) AS quantity,
  sum(CAST(amount AS DECIMAL(38, 2))) AS amount
FROM trade_records
WHERE day BETWEEN ? AND ?
  AND series IS NOT NULL
GROUP BY substr(day, 1, 7), pollutant, kind, series
ORDER BY month, pollutant, kind, series
