-- name: patrol_add
-- Somebody begins a round; nothing if they are on one.
INSERT INTO patrol_rounds (community_id, round_id, person_id, post, points, started_at)
VALUES (:community, :round, :person, :post, :points, :now)
ON CONFLICT (community_id, person_id) WHERE ended_at IS NULL DO NOTHING

-- name: patrol_by_id
-- A round.
SELECT round_id, person_id, post, points, started_at, ended_at FROM patrol_rounds
WHERE community_id = :community AND round_id = :round

-- name: patrol_open_of
-- The round on which somebody is.
SELECT round_id, person_id, post, points, started_at, ended_at FROM patrol_rounds
WHERE community_id = :community AND person_id = :person AND ended_at IS NULL

-- name: patrols_open
-- The rounds that go on.
SELECT round_id, person_id, post, points, started_at, ended_at FROM patrol_rounds
WHERE community_id = :community AND ended_at IS NULL ORDER BY round_id

-- name: patrols_between
-- The rounds that began within a stretch of time.
SELECT round_id, person_id, post, points, started_at, ended_at FROM patrol_rounds
WHERE community_id = :community AND started_at >= :after AND started_at < :before ORDER BY started_at, round_id

-- name: patrol_end
-- A round is over; nothing if it was before.
UPDATE patrol_rounds SET ended_at = :now WHERE community_id = :community AND round_id = :round AND ended_at IS NULL

-- name: patrol_tick
-- What was found at a place; it takes the place of what was said of it before on that round.
INSERT INTO patrol_ticks (community_id, round_id, point, found, at, photos, lat, lon)
VALUES (:community, :round, :point, :found, :now, :photos, :lat, :lon)
ON CONFLICT (community_id, round_id, point) DO UPDATE SET found = excluded.found, at = excluded.at,
    photos = excluded.photos, lat = excluded.lat, lon = excluded.lon

-- name: patrol_reported
-- What was found was reported; its photos are the case's from now on, and are kept and deleted with it.
UPDATE patrol_ticks SET case_id = :case_id, photos = '[]' WHERE community_id = :community AND round_id = :round AND point = :point

-- name: patrol_ticks
-- What was found on a round, in the order in which it was.
SELECT point, found, at, photos, lat, lon, case_id FROM patrol_ticks
WHERE community_id = :community AND round_id = :round ORDER BY at, point

-- name: patrol_photos
-- The photos taken on rounds within a stretch of time.
SELECT photos FROM patrol_ticks
WHERE community_id = :community AND at >= :after AND at < :before AND photos <> '[]' ORDER BY at, round_id, point

-- name: patrols_prune
-- Forget rounds that began long ago.
DELETE FROM patrol_rounds WHERE community_id = :community AND started_at < :before
