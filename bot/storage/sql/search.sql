-- name: search_spread (sqlite)
-- In how many blocks each of some entries stands, as far as that is worth counting.
SELECT wanted.value AS entry, (SELECT count(*) FROM (
    SELECT 1 FROM search_words WHERE community_id = :community AND entry = wanted.value LIMIT :most)) AS many
FROM json_each(:entries) AS wanted

-- name: search_spread (postgres)
-- In how many blocks each of some entries stands, as far as that is worth counting.
SELECT wanted.value AS entry, (SELECT count(*) FROM (
    SELECT 1 FROM search_words WHERE community_id = :community AND entry = wanted.value LIMIT :most) AS counted) AS many
FROM jsonb_array_elements_text(:entries::jsonb) AS wanted

-- name: search_blocks_of
-- The newest blocks in which an entry stands.
SELECT block FROM search_words
WHERE community_id = :community AND entry = :entry AND block <= :newest AND block >= :oldest
ORDER BY block DESC LIMIT :most

-- name: search_blocks_of_any (sqlite)
-- The newest blocks in which one of some entries stands.
SELECT DISTINCT block FROM search_words
WHERE community_id = :community AND entry IN (SELECT value FROM json_each(:entries))
  AND block <= :newest AND block >= :oldest
ORDER BY block DESC LIMIT :most

-- name: search_blocks_of_any (postgres)
-- The newest blocks in which one of some entries stands.
SELECT DISTINCT block FROM search_words
WHERE community_id = :community AND entry IN (SELECT jsonb_array_elements_text(:entries::jsonb))
  AND block <= :newest AND block >= :oldest
ORDER BY block DESC LIMIT :most

-- name: search_sets (sqlite)
-- What stands in some blocks for some entries.
SELECT entry, block, cases FROM search_words
WHERE community_id = :community AND entry IN (SELECT value FROM json_each(:entries))
  AND block IN (SELECT value FROM json_each(:blocks))

-- name: search_sets (postgres)
-- What stands in some blocks for some entries.
SELECT entry, block, cases FROM search_words
WHERE community_id = :community AND entry = ANY(ARRAY(SELECT jsonb_array_elements_text(:entries::jsonb)))
  AND block = ANY(ARRAY(SELECT jsonb_array_elements_text(:blocks::jsonb)::bigint))

-- name: search_newest
-- The newest cases below a number, where nothing else is asked of them.
SELECT case_id FROM cases
WHERE community_id = :community AND case_id < :before AND case_id >= :first ORDER BY case_id DESC LIMIT :most

-- name: search_reported
-- The newest cases that a person reported.
SELECT case_id FROM cases WHERE community_id = :community AND reporter = :person ORDER BY case_id DESC LIMIT :most

-- name: search_followed
-- The newest cases that a person follows.
SELECT case_id FROM case_followers
WHERE community_id = :community AND person_id = :person ORDER BY case_id DESC LIMIT :most

-- name: search_overdue
-- The newest open cases that are past their deadline while their clock runs; ordered by an expression, or SQLite would walk through all cases
-- of all times from the newest on. Every grid is above 0: that makes both databases take the index of open cases.
SELECT case_id FROM cases WHERE community_id = :community AND closed_at IS NULL AND grid > 0 AND due_at < :now
  AND resumes IS NULL
ORDER BY case_id + 0 DESC LIMIT :most

-- name: search_next_case
-- The first case from a number on, and when it was reported.
SELECT case_id, reported_at FROM cases
WHERE community_id = :community AND case_id >= :case_id ORDER BY case_id LIMIT 1

-- name: search_between (sqlite)
-- Those of some cases that were reported in a time, the newest first; asked by an expression, or the database would walk
-- through all cases of that time and not through these.
SELECT case_id FROM cases WHERE community_id = :community AND reported_at + 0 >= :since AND reported_at + 0 < :until
  AND case_id IN (SELECT value FROM json_each(:case_ids)) ORDER BY case_id DESC

-- name: search_between (postgres)
-- Those of some cases that were reported in a time, the newest first; asked by an expression, or the database would walk
-- through all cases of that time and not through these.
SELECT case_id FROM cases WHERE community_id = :community AND reported_at + 0 >= :since AND reported_at + 0 < :until
  AND case_id = ANY(ARRAY(SELECT jsonb_array_elements_text(:case_ids::jsonb)::bigint)) ORDER BY case_id DESC

-- name: search_last_case
-- The number of the newest case.
SELECT case_id FROM cases WHERE community_id = :community ORDER BY case_id DESC LIMIT 1

-- name: search_put (sqlite)
-- What stands for entries in their blocks from now on.
INSERT INTO search_words (community_id, entry, block, cases)
SELECT :community, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
FROM json_each(:rows) WHERE TRUE
ON CONFLICT (community_id, entry, block) DO UPDATE SET cases = excluded.cases

-- name: search_put (postgres)
-- What stands for entries in their blocks from now on.
INSERT INTO search_words (community_id, entry, block, cases)
SELECT :community, made.value ->> 0, (made.value ->> 1)::bigint, made.value ->> 2
FROM jsonb_array_elements(:rows::jsonb) AS made
ON CONFLICT (community_id, entry, block) DO UPDATE SET cases = excluded.cases

-- name: search_drop
-- Nothing stands for an entry in a block any more.
DELETE FROM search_words WHERE community_id = :community AND entry = :entry AND block = :block

-- name: search_entries (sqlite)
-- What stands for some cases now.
SELECT case_id, entries FROM search_cases
WHERE community_id = :community AND case_id IN (SELECT value FROM json_each(:case_ids))

-- name: search_entries (postgres)
-- What stands for some cases now.
SELECT case_id, entries FROM search_cases
WHERE community_id = :community
  AND case_id = ANY(ARRAY(SELECT jsonb_array_elements_text(:case_ids::jsonb)::bigint))

-- name: search_note (sqlite)
-- What stands for cases from now on.
INSERT INTO search_cases (community_id, case_id, entries)
SELECT :community, json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:rows) WHERE TRUE
ON CONFLICT (community_id, case_id) DO UPDATE SET entries = excluded.entries

-- name: search_note (postgres)
-- What stands for cases from now on.
INSERT INTO search_cases (community_id, case_id, entries)
SELECT :community, (made.value ->> 0)::bigint, made.value ->> 1 FROM jsonb_array_elements(:rows::jsonb) AS made
ON CONFLICT (community_id, case_id) DO UPDATE SET entries = excluded.entries

-- name: search_unnote
-- Nothing stands for a case any more.
DELETE FROM search_cases WHERE community_id = :community AND case_id = :case_id

-- name: search_wait
-- A case has changed and is to be put into the index; nothing if it waits already.
INSERT INTO search_waiting (community_id, case_id) VALUES (:community, :case_id)
ON CONFLICT (community_id, case_id) DO NOTHING

-- name: search_waiting
-- Cases that wait for the index, the oldest first.
SELECT case_id FROM search_waiting WHERE community_id = :community ORDER BY case_id LIMIT :most

-- name: search_done
-- Cases up to a number wait no more.
DELETE FROM search_waiting WHERE community_id = :community AND case_id <= :last

-- name: search_progress
-- How far the cases of before have been put into the index, and of what its words are made.
SELECT made_of, below FROM search_progress WHERE community_id = :community

-- name: search_progress_set
-- So far they have been put into it.
INSERT INTO search_progress (community_id, made_of, below) VALUES (:community, :made_of, :below)
ON CONFLICT (community_id) DO UPDATE SET made_of = excluded.made_of, below = excluded.below
