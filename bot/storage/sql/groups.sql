-- name: group_of_grid
-- The chat of a grid.
SELECT grid, chat_id, thread_id, reachable, forum, lacks FROM grid_groups
WHERE community_id = :community AND grid = :grid

-- name: group_by_chat
-- The grid whose chat this is.
SELECT grid, chat_id, thread_id, reachable, forum, lacks FROM grid_groups
WHERE community_id = :community AND chat_id = :chat_id

-- name: groups_all
-- The chats of all grids that have one.
SELECT grid, chat_id, thread_id, reachable, forum, lacks FROM grid_groups
WHERE community_id = :community ORDER BY grid

-- name: group_bind
-- A grid has this chat from now on, and nobody has looked yet at what lacks there.
INSERT INTO grid_groups (community_id, grid, chat_id, thread_id, reachable, bound_by, bound_at, lacks, forum)
VALUES (:community, :grid, :chat_id, :thread_id, TRUE, :person, :now, 'new', FALSE)
ON CONFLICT (community_id, grid) DO UPDATE SET chat_id = excluded.chat_id, thread_id = excluded.thread_id,
    reachable = TRUE, bound_by = excluded.bound_by, bound_at = excluded.bound_at, lacks = 'new', forum = FALSE

-- name: group_release
-- A chat serves no grid any more.
DELETE FROM grid_groups WHERE community_id = :community AND chat_id = :chat_id

-- name: group_migrate
-- A group became a supergroup: the same grid, another chat, unless that serves a grid already.
UPDATE grid_groups SET chat_id = :new, reachable = TRUE WHERE community_id = :community AND chat_id = :old
  AND NOT EXISTS (SELECT 1 FROM grid_groups other WHERE other.community_id = grid_groups.community_id
                  AND other.chat_id = :new)

-- name: group_reachable
-- Whether messages can reach a group from now on.
UPDATE grid_groups SET reachable = :reachable
WHERE community_id = :community AND chat_id = :chat_id AND reachable <> :reachable

-- name: group_found
-- What was found in a group: its topic, whether it is a forum, what the bot lacks there.
UPDATE grid_groups SET thread_id = :thread_id, forum = :forum, lacks = :lacks
WHERE community_id = :community AND chat_id = :chat_id

-- name: slots_forget
-- The living messages of a chat cannot be edited any more: in a supergroup messages are numbered anew.
DELETE FROM slots WHERE community_id = :community AND chat_id = :chat_id

-- name: outbox_yield
-- What waits for the new chat of a group is newer than what waits for the same message in the old one.
UPDATE outbox SET state = 'dropped', screen = NULL, error = 'overtaken', settled_at = :now
WHERE community_id = :community AND chat_id = :old AND state = 'waiting' AND slot IS NOT NULL
  AND EXISTS (SELECT 1 FROM outbox other WHERE other.community_id = outbox.community_id
              AND other.chat_id = :new AND other.slot = outbox.slot AND other.state = 'waiting')

-- name: outbox_migrate
-- What waits for a group goes to its new chat.
UPDATE outbox SET chat_id = :new
WHERE community_id = :community AND chat_id = :old AND state IN ('waiting', 'sending')

-- name: outbox_leave
-- The cards of cases that wait for a chat do not go there any more; which they are.
UPDATE outbox SET state = 'dropped', screen = NULL, error = 'overtaken', settled_at = :now
WHERE community_id = :community AND chat_id = :chat_id AND state = 'waiting' AND slot LIKE 'case:%'
RETURNING slot
