-- name: outbox_add
-- Queue a message of its own.
INSERT INTO outbox (community_id, chat_id, kind, screen, priority, not_before, queued_at)
VALUES (:community, :chat_id, :kind, :screen, :priority, :not_before, :now) RETURNING outbox_id

-- name: outbox_show
-- Queue the newest look of a living message; if one waits already, that one becomes it, and keeps its kind if it is
-- the more urgent one.
INSERT INTO outbox (community_id, chat_id, kind, slot, screen, priority, fresh, not_before, queued_at)
VALUES (:community, :chat_id, :kind, :slot, :screen, :priority, :fresh, :not_before, :now)
ON CONFLICT (community_id, chat_id, slot) WHERE state = 'waiting' AND slot IS NOT NULL
DO UPDATE SET screen = excluded.screen, fresh = outbox.fresh OR excluded.fresh,
    kind = CASE WHEN excluded.priority <= outbox.priority THEN excluded.kind ELSE outbox.kind END,
    priority = CASE WHEN excluded.priority < outbox.priority THEN excluded.priority ELSE outbox.priority END
RETURNING outbox_id, priority, not_before

-- name: outbox_unsettled
-- The looks of a living message that come as a new one and have not arrived for sure.
SELECT screen FROM outbox WHERE community_id = :community AND chat_id = :chat_id AND slot = :slot
  AND state IN ('waiting', 'sending') AND fresh

-- name: outbox_open
-- All that still has to go out, the most urgent first.
SELECT outbox_id, chat_id, kind, state, priority, not_before FROM outbox
WHERE community_id = :community AND state IN ('waiting', 'sending') ORDER BY priority, outbox_id

-- name: outbox_claim
-- A message is about to be sent; from now on it may have arrived.
UPDATE outbox SET state = 'sending', attempts = attempts + 1
WHERE community_id = :community AND outbox_id = :outbox AND state = 'waiting'
RETURNING outbox_id, chat_id, kind, slot, screen, fresh, doubtful, attempts

-- name: outbox_interrupted
-- A message that was being sent when the program ended.
SELECT outbox_id, chat_id, kind, slot, screen, fresh, doubtful, attempts
FROM outbox WHERE community_id = :community AND outbox_id = :outbox AND state = 'sending'

-- name: outbox_sent
-- A message arrived; its words are not kept.
UPDATE outbox SET state = 'sent', screen = NULL, message_id = :message_id, error = NULL, settled_at = :now
WHERE community_id = :community AND outbox_id = :outbox AND state = 'sending'

-- name: outbox_retry
-- A message did not arrive, or perhaps did: it is sent again later, unless a newer look of it waits already.
UPDATE outbox SET state = 'waiting', not_before = :not_before, doubtful = :doubtful, error = :error
WHERE community_id = :community AND outbox_id = :outbox AND state = 'sending'
  AND NOT EXISTS (SELECT 1 FROM outbox other WHERE other.community_id = outbox.community_id
                  AND other.chat_id = outbox.chat_id AND other.slot = outbox.slot AND other.state = 'waiting')

-- name: outbox_drop
-- A message is not sent any more: something newer says it, or nobody needs it twice.
UPDATE outbox SET state = 'dropped', screen = NULL, error = :error, settled_at = :now
WHERE community_id = :community AND outbox_id = :outbox AND state IN ('waiting', 'sending')

-- name: outbox_inherit
-- The newer look of a message learns that an earlier attempt may have arrived, and whether it must stand below.
UPDATE outbox SET doubtful = doubtful OR :doubtful, fresh = fresh OR :fresh
WHERE community_id = :community AND chat_id = :chat_id AND slot = :slot AND state = 'waiting'

-- name: outbox_fail
-- A message cannot be sent; kept with its error, for somebody to look at.
UPDATE outbox SET state = 'failed', error = :error, settled_at = :now
WHERE community_id = :community AND outbox_id = :outbox AND state IN ('waiting', 'sending')

-- name: outbox_failed
-- The messages that could not be sent.
SELECT outbox_id, chat_id, kind, slot, attempts, error, queued_at FROM outbox
WHERE community_id = :community AND state = 'failed' ORDER BY outbox_id LIMIT :most

-- name: outbox_prune
-- Forget what was sent long ago.
DELETE FROM outbox WHERE community_id = :community AND state IN ('sent', 'dropped') AND settled_at < :before

-- name: slot_of
-- The message that shows something in a chat.
SELECT message_id, shape FROM slots WHERE community_id = :community AND chat_id = :chat_id AND slot = :slot

-- name: slot_shown
-- Whether something is shown in a chat, or about to be.
SELECT 1 AS found FROM slots WHERE community_id = :community AND chat_id = :chat_id AND slot = :slot
UNION
SELECT 1 AS found FROM outbox
WHERE community_id = :community AND chat_id = :chat_id AND slot = :slot AND state IN ('waiting', 'sending')

-- name: slot_set
-- From now on this message shows it.
INSERT INTO slots (community_id, chat_id, slot, message_id, shape)
VALUES (:community, :chat_id, :slot, :message_id, :shape)
ON CONFLICT (community_id, chat_id, slot) DO UPDATE SET message_id = excluded.message_id, shape = excluded.shape

-- name: slot_by_message
-- What a message shows.
SELECT slot FROM slots WHERE community_id = :community AND chat_id = :chat_id AND message_id = :message_id

-- name: slot_rename
-- The message that showed one thing shows another, unless that has a message of its own.
UPDATE slots SET slot = :new
WHERE community_id = :community AND chat_id = :chat_id AND slot = :old
  AND NOT EXISTS (SELECT 1 FROM slots other WHERE other.community_id = slots.community_id
                  AND other.chat_id = slots.chat_id AND other.slot = :new)

-- name: slot_clear_waiting
-- What waits to be shown in a slot is not needed any more.
UPDATE outbox SET state = 'dropped', screen = NULL, error = 'overtaken', settled_at = :now
WHERE community_id = :community AND chat_id = :chat_id AND slot = :slot AND state = 'waiting'

-- name: outbox_failed_since
-- How many messages could not be sent since an instant.
SELECT count(*) AS many FROM outbox WHERE community_id = :community AND state = 'failed' AND settled_at >= :since

-- name: outbox_stuck
-- How many messages should have gone out before an instant, and did not.
SELECT count(*) AS many FROM outbox
WHERE community_id = :community AND state IN ('waiting', 'sending') AND queued_at < :before AND not_before < :before
