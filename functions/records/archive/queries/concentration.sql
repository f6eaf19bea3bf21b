-- The largest buyer and the largest seller of each instrument, by kind and series, with its share in per cent, and the Herfindahl-Hirschman index of
-- each side: the sum of the squared shares in per cent, 10000 where one party has everything. Volumes are net of reversals; who has nothing left has
-- no share. Of equal shares the least credit code is named. Shares are rounded once, half up, and never before they are squared.
WITH parts AS (
  SELECT
    instrument,
    kind,
    series,
    quantity,
    occurredAt || '#' || recordId AS place_in_order,
    CASE WHEN cardinality(parties) > 0 THEN parties[place] END AS party
  FROM trade_records
  CROSS JOIN UNNEST(sequence(1, greatest(cardinality(parties), 1))) AS places(place)
  WHERE day BETWEEN ? AND ?
    AND series IS NOT NULL
),
volumes AS (
  SELECT
    instrument,
    kind,
    series,
    CASE WHEN party.role = 'seller' THEN 'sellers' ELSE 'buyers' END AS side,
    coalesce(party.creditCode, party.partyId, 'name=' || party.name) AS code,
    max_by(party.name, place_in_order) AS name,
    CAST(sum(CAST(quantity AS DECIMAL(38, 3))) * 1000 AS DECIMAL(38, 0)) AS kilograms
  FROM parts
  WHERE party.role IN ('buyer', 'recipient', 'seller')
  GROUP BY
    instrument,
    kind,
    series,
    CASE WHEN party.role = 'seller' THEN 'sellers' ELSE 'buyers' END,
    coalesce(party.creditCode, party.partyId, 'name=' || party.name)
  HAVING sum(CAST(quantity AS DECIMAL(38, 3))) > 0
),
ranked AS (
  SELECT
    volumes.*,
    row_number() OVER (PARTITION BY instrument, kind, series, side ORDER BY kilograms DESC, code) AS rank_by_volume
  FROM volumes
),
sides AS (
  SELECT
    instrument,
    kind,
    series,
    side,
    count(*) AS parties,
    max(CASE WHEN rank_by_volume = 1 THEN code END) AS code,
    max(CASE WHEN rank_by_volume = 1 THEN name END) AS name,
    CAST(max(kilograms) AS DECIMAL(38, 0)) AS largest,
    CAST(sum(kilograms) AS DECIMAL(38, 0)) AS total,
    CAST(sum(kilograms * kilograms) AS DECIMAL(38, 0)) AS squares
  FROM ranked
  GROUP BY instrument, kind, series, side
),
rounded AS (
  SELECT
    sides.*,
    CAST((2 * largest * 10000 + total - mod(2 * largest * 10000 + total, 2 * total)) / (2 * total) AS BIGINT) AS hundredths,
    CAST(
      (2 * squares * 10000 + total * total - mod(2 * squares * 10000 + total * total, 2 * total * total)) / (2 * total * total) AS BIGINT
    ) AS hhi
  FROM sides
)
SELECT
  instrument,
  kind,
  series,
  side,
  parties,
  code AS largest_code,
  name AS largest_name,
  CAST(CAST(hundredths AS DECIMAL(18, 0)) * CAST('0.01' AS DECIMAL(3, 2)) AS DECIMAL(20, 2)) AS largest_share,
  hhi
FROM rounded
ORDER BY instrument, kind, series, side
