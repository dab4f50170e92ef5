-- name: migrations_applied
-- Which migrations this database has seen, with their digests.
SELECT version, digest FROM schema_migrations ORDER BY version

-- name: community_by_slug
-- The number of a community in this database.
SELECT community_id FROM communities WHERE slug = :slug

-- name: community_add
-- Give a community the next number.
INSERT INTO communities (community_id, slug, created_at)
SELECT coalesce(max(community_id), 0) + 1, :slug, :now FROM communities
RETURNING community_id

-- name: counter_next
-- Give out the next number of a counter.
INSERT INTO counters (community_id, name, value) VALUES (:community, :name, 1)
ON CONFLICT (community_id, name) DO UPDATE SET value = counters.value + 1
RETURNING value
