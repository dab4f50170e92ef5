-- name: inbox_add
-- Keep a raw update; nothing if it is here already (Telegram repeats what was not confirmed).
INSERT INTO inbox (bot_id, update_id, raw, received_at) VALUES (:bot, :update_id, :raw, :now)
ON CONFLICT (bot_id, update_id) DO NOTHING RETURNING seq

-- name: inbox_waiting
-- The oldest updates that wait, after a number.
SELECT seq, raw, attempts FROM inbox WHERE bot_id = :bot AND state = 'waiting' AND seq > :after
ORDER BY seq LIMIT :most

-- name: inbox_done
-- An update was handled; its words are not kept.
UPDATE inbox SET state = 'done', raw = NULL, done_at = :now WHERE seq = :seq AND state = 'waiting'

-- name: inbox_failed_once
-- Handling an update failed; it is tried again.
UPDATE inbox SET attempts = attempts + 1, error = :error WHERE seq = :seq AND state = 'waiting'

-- name: inbox_set_aside
-- Handling an update failed for good: kept with its error, for somebody to look at.
UPDATE inbox SET state = 'failed', attempts = attempts + 1, error = :error, done_at = :now
WHERE seq = :seq AND state = 'waiting'

-- name: inbox_failed
-- The updates that were set aside.
SELECT seq, update_id, raw, attempts, error, received_at FROM inbox
WHERE state = 'failed' ORDER BY seq LIMIT :most

-- name: inbox_again
-- Try an update once more that was set aside.
UPDATE inbox SET state = 'waiting', attempts = 0, done_at = NULL WHERE seq = :seq AND state = 'failed'

-- name: inbox_prune
-- Forget handled updates that Telegram will not send again.
DELETE FROM inbox WHERE state = 'done' AND done_at < :before

-- name: inbox_count
-- How many updates wait.
SELECT count(*) AS many FROM inbox WHERE state = 'waiting'
