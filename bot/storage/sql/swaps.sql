-- name: swap_ask
-- Somebody offers a shift for another; nothing if that shift is offered already.
INSERT INTO shift_swaps (community_id, shift_id, other_id, asked_by, asked_of, asked_at, state)
VALUES (:community, :shift, :other, :person, :of, :now, 'open')
ON CONFLICT (community_id, shift_id) DO UPDATE SET other_id = excluded.other_id, asked_by = excluded.asked_by,
    asked_of = excluded.asked_of, asked_at = excluded.asked_at, state = 'open' WHERE shift_swaps.state <> 'open'

-- name: swap_of
-- For what a shift was offered last, and what has become of it.
SELECT shift_id, other_id, asked_by, asked_of, asked_at, state FROM shift_swaps
WHERE community_id = :community AND shift_id = :shift

-- name: swap_settle
-- An offer stands no more; touches nothing if that was so before.
UPDATE shift_swaps SET state = :state WHERE community_id = :community AND shift_id = :shift AND state = 'open'

-- name: mydata_swaps
-- The swaps of shifts that a person has asked for, or was asked for.
SELECT shift_id, other_id, asked_at, state FROM shift_swaps
WHERE community_id = :community AND (asked_by = :person OR asked_of = :person) ORDER BY shift_id
