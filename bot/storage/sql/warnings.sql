-- name: warning_add
-- A warning that nobody knew.
INSERT INTO warnings (community_id, warning_id, hazard, colour, state, begun_at, ends_at, changed_at)
VALUES (:community, :warning, :hazard, :colour, :state, :begun_at, :ends_at, :now)

-- name: warning_set
-- How a warning stands now; touches nothing if it stood like that before.
UPDATE warnings SET hazard = :hazard, colour = :colour, state = :state, begun_at = :begun_at, ends_at = :ends_at,
    into_id = NULL, changed_at = :now, version = version + 1
WHERE community_id = :community AND warning_id = :warning
  AND NOT (hazard = :hazard AND colour = :colour AND state = :state AND begun_at = :begun_at AND ends_at = :ends_at)

-- name: warning_join
-- A warning was found to be the same as another one.
UPDATE warnings SET state = 'joined', into_id = :into_id, changed_at = :now, version = version + 1
WHERE community_id = :community AND warning_id = :warning AND state <> 'joined'

-- name: warning_message_known
-- A message as a source told it last.
SELECT status, sent_at, content, listed FROM warning_messages
WHERE community_id = :community AND source = :source AND sender = :sender AND identifier = :identifier

-- name: warning_message_put
-- A message as a source tells it now.
INSERT INTO warning_messages (community_id, source, sender, identifier, status, hazard, sent_at, content, seen_at, listed)
VALUES (:community, :source, :sender, :identifier, :status, :hazard, :sent_at, :content, :now, :listed)
ON CONFLICT (community_id, source, sender, identifier) DO UPDATE
SET status = excluded.status, hazard = excluded.hazard, sent_at = excluded.sent_at, content = excluded.content, listed = excluded.listed,
    ended_at = NULL

-- name: warning_messages_listed
-- The messages that a source listed when it was read last.
SELECT sender, identifier FROM warning_messages WHERE community_id = :community AND source = :source AND listed

-- name: warning_message_end
-- A source does not list a message any more.
UPDATE warning_messages SET listed = FALSE, ended_at = :now
WHERE community_id = :community AND source = :source AND sender = :sender AND identifier = :identifier AND listed

-- name: warning_message_of
-- The warning that a message is about.
UPDATE warning_messages SET warning_id = :warning
WHERE community_id = :community AND source = :source AND sender = :sender AND identifier = :identifier

-- name: warning_messages_live
-- The real messages about what is in force, ended lately, or was told just now. In three parts, each by its index: as one
-- condition it would read every message that was ever kept. That ends_at > 0 names the index.
SELECT m.warning_id, m.content, m.listed, m.ended_at, m.sent_at, m.identifier FROM warning_messages m
WHERE m.community_id = :community AND m.status = 'Actual' AND m.warning_id IS NULL
UNION ALL
SELECT m.warning_id, m.content, m.listed, m.ended_at, m.sent_at, m.identifier FROM warnings w
JOIN warning_messages m ON m.community_id = w.community_id AND m.warning_id = w.warning_id
WHERE w.community_id = :community AND w.state = 'in_force' AND w.ends_at > 0 AND m.status = 'Actual'
UNION ALL
SELECT m.warning_id, m.content, m.listed, m.ended_at, m.sent_at, m.identifier FROM warnings w
JOIN warning_messages m ON m.community_id = w.community_id AND m.warning_id = w.warning_id
WHERE w.community_id = :community AND w.changed_at >= :since AND w.state <> 'in_force' AND m.status = 'Actual'
ORDER BY sent_at, identifier

-- name: warning_messages_other
-- How many messages about a hazard, by who sent them and how real they are, came after an instant.
SELECT count(*) AS many FROM warning_messages
WHERE community_id = :community AND seen_at >= :since AND sender = :sender AND hazard = :hazard AND status = :status

-- name: warning_told_all
-- What people were told of the warnings that are in force or ended lately, or of whose end they were not told yet.
SELECT t.warning_id, t.is_over, t.colour, t.ends_at, t.source, t.identifier, t.words, t.rose_at FROM warnings w
JOIN warning_told t ON t.community_id = w.community_id AND t.warning_id = w.warning_id
WHERE w.community_id = :community AND w.state = 'in_force' AND w.ends_at > 0
UNION
SELECT t.warning_id, t.is_over, t.colour, t.ends_at, t.source, t.identifier, t.words, t.rose_at FROM warnings w
JOIN warning_told t ON t.community_id = w.community_id AND t.warning_id = w.warning_id
WHERE w.community_id = :community AND w.changed_at >= :since
UNION
SELECT t.warning_id, t.is_over, t.colour, t.ends_at, t.source, t.identifier, t.words, t.rose_at FROM warning_told t
WHERE t.community_id = :community AND NOT t.is_over

-- name: warning_told_put
-- What people are told of a warning now.
INSERT INTO warning_told (community_id, warning_id, is_over, colour, ends_at, source, identifier, words, rose_at, told_at)
VALUES (:community, :warning, :is_over, :colour, :ends_at, :source, :identifier, :words, :rose_at, :now)
ON CONFLICT (community_id, warning_id) DO UPDATE
SET is_over = excluded.is_over, colour = excluded.colour, ends_at = excluded.ends_at, source = excluded.source,
    identifier = excluded.identifier, words = excluded.words, rose_at = excluded.rose_at, told_at = excluded.told_at

-- name: warning_told_over
-- Forget what people were told of warnings that ended long ago.
DELETE FROM warning_told WHERE community_id = :community AND warning_id IN (
    SELECT warning_id FROM warnings
    WHERE community_id = :community AND state <> 'in_force' AND changed_at < :before)

-- name: warning_messages_over
-- Forget the messages about warnings that ended long ago, and those that were of no warning.
DELETE FROM warning_messages WHERE community_id = :community AND seen_at < :before AND (warning_id IS NULL
    OR warning_id IN (SELECT warning_id FROM warnings
                      WHERE community_id = :community AND state <> 'in_force' AND changed_at < :before))
