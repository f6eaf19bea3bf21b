-- The volume-weighted average price of each instrument, by kind and series: the sum of amounts divided by the sum of quantity times years, in CNY
-- with two decimals, half up; none where nothing is left, or where more was reversed than traded. All of it is whole numbers: fen, and kilograms
-- times years. What is divided is a multiple of the divisor, so that no engine has anything to round.
WITH sums AS (
  SELECT
    instrument,
    kind,
    series,
    sum(CASE WHEN reverses IS NULL THEN 1 ELSE -1 END) AS trades,
    sum(CAST(quantity AS DECIMAL(38, 3))) AS quantity,
    sum(CAST(amount AS DECIMAL(38, 2))) AS amount,
    CAST(sum(CAST(quantity AS DECIMAL(38, 3)) * coalesce(years, 1)) * 1000 AS DECIMAL(38, 0)) AS weight,
    CAST(sum(CAST(amount AS DECIMAL(38, 2))) * 100 AS DECIMAL(38, 0)) * 1000 AS worth
  FROM trade_records
  WHERE day BETWEEN ? AND ?
    AND series IS NOT NULL
  GROUP BY instrument, kind, series
),
rounded AS (
  SELECT
    sums.*,
    CASE WHEN worth < 0 THEN -1 ELSE 1 END AS sign,
    CASE
      WHEN weight > 0
        THEN CAST((2 * abs(worth) + weight - mod(2 * abs(worth) + weight, 2 * weight)) / (2 * weight) AS BIGINT)
    END AS fen
  FROM sums
)
SELECT
  instrument,
  kind,
  series,
  trades,
  quantity,
  amount,
  CAST(CAST(sign * fen AS DECIMAL(18, 0)) * CAST('0.01' AS DECIMAL(3, 2)) AS DECIMAL(20, 2)) AS average
FROM rounded
ORDER BY instrument, kind, series
