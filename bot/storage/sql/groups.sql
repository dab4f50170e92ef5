-- name: group_of_grid
-- The chat of a grid.
SELECT grid, chat_id, thread_id, reachable FROM grid_groups WHERE community_id = :community AND grid = :grid

-- name: group_by_chat
-- The grid whose chat this is.
SELECT grid, chat_id, thread_id, reachable FROM grid_groups WHERE community_id = :community AND chat_id = :chat_id

-- name: group_bind
-- A grid has this chat from now on.
INSERT INTO grid_groups (community_id, grid, chat_id, thread_id, reachable, bound_by, bound_at)
VALUES (:community, :grid, :chat_id, :thread_id, TRUE, :person, :now)
ON CONFLICT (community_id, grid) DO UPDATE SET chat_id = excluded.chat_id, thread_id = excluded.thread_id,
    reachable = TRUE, bound_by = excluded.bound_by, bound_at = excluded.bound_at

-- name: group_release
-- A chat serves no grid any more.
DELETE FROM grid_groups WHERE community_id = :community AND chat_id = :chat_id

-- name: group_migrate
-- A group became a supergroup: the same grid, another chat.
UPDATE grid_groups SET chat_id = :new WHERE community_id = :community AND chat_id = :old

-- name: group_reachable
-- Whether messages can reach a group from now on.
UPDATE grid_groups SET reachable = :reachable
WHERE community_id = :community AND chat_id = :chat_id AND reachable <> :reachable

-- name: slots_forget
-- The living messages of a chat cannot be edited any more: in a supergroup messages are numbered anew.
DELETE FROM slots WHERE community_id = :community AND chat_id = :chat_id

-- name: outbox_migrate
-- What waits for a group goes to its new chat.
UPDATE outbox SET chat_id = :new
WHERE community_id = :community AND chat_id = :old AND state IN ('waiting', 'sending')
