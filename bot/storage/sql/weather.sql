-- name: weather_read
-- A source was read.
INSERT INTO weather_sources (community_id, source, first_at, tried_at, read_at, etag, modified)
VALUES (:community, :source, :now, :now, :now, :etag, :modified)
ON CONFLICT (community_id, source) DO UPDATE SET tried_at = excluded.tried_at, read_at = excluded.read_at, failures = 0,
failing_since = NULL, told_at = NULL, error = '', etag = excluded.etag, modified = excluded.modified

-- name: weather_failed
-- A source could not be read.
INSERT INTO weather_sources (community_id, source, first_at, tried_at, failures, failing_since, error)
VALUES (:community, :source, :now, :now, 1, :now, :error)
ON CONFLICT (community_id, source) DO UPDATE SET tried_at = excluded.tried_at, failures = weather_sources.failures + 1,
failing_since = COALESCE(weather_sources.failing_since, excluded.failing_since), error = excluded.error,
etag = '', modified = ''

-- name: weather_told
-- Somebody was told that a source cannot be read.
UPDATE weather_sources SET told_at = :now WHERE community_id = :community AND source = :source AND failures > 0

-- name: weather_sources
-- How every source does that was ever tried.
SELECT source, first_at, tried_at, read_at, failures, failing_since, told_at, error, etag, modified
FROM weather_sources WHERE community_id = :community ORDER BY source

-- name: weather_source
-- How one source does.
SELECT source, first_at, tried_at, read_at, failures, failing_since, told_at, error, etag, modified
FROM weather_sources WHERE community_id = :community AND source = :source

-- name: weather_item_seen
-- Something of a source was taken, or told; touches nothing if it was before.
INSERT INTO weather_items (community_id, source, guid, seen_at) VALUES (:community, :source, :guid, :now)
ON CONFLICT (community_id, source, guid) DO NOTHING

-- name: weather_items
-- What of a source was taken.
SELECT guid, seen_at FROM weather_items WHERE community_id = :community AND source = :source

-- name: weather_item_forget
-- It is not in the source any more.
DELETE FROM weather_items WHERE community_id = :community AND source = :source AND guid = :guid

-- name: weather_forecast_keep
-- The newest forecast of a source, and what of it was told.
INSERT INTO weather_forecasts (community_id, source, read_at, body, told_rank, lower_since)
VALUES (:community, :source, :now, :body, :told_rank, :lower_since)
ON CONFLICT (community_id, source) DO UPDATE SET read_at = excluded.read_at, body = excluded.body,
told_rank = excluded.told_rank, lower_since = excluded.lower_since

-- name: weather_forecast
-- The last forecast of a source.
SELECT read_at, body, told_rank, lower_since FROM weather_forecasts
WHERE community_id = :community AND source = :source
