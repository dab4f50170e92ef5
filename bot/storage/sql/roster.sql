-- name: shift_add
-- Put somebody on a post; nothing if that seat has a shift from that instant already.
INSERT INTO shifts (community_id, shift_id, post, seat, person_id, planned, from_at, until_at, origin)
VALUES (:community, :shift, :post, :seat, :person, :person, :from_at, :until_at, :origin)
ON CONFLICT (community_id, post, seat, from_at) DO NOTHING

-- name: shift_by_id
-- One shift.
SELECT shift_id, post, seat, person_id, planned, from_at, until_at, origin, accepted_at FROM shifts
WHERE community_id = :community AND shift_id = :shift

-- name: shifts_between
-- The shifts that overlap a stretch of time, by post, seat and time.
SELECT shift_id, post, seat, person_id, planned, from_at, until_at, origin, accepted_at FROM shifts
WHERE community_id = :community AND until_at > :after AND from_at < :before
ORDER BY post, seat, from_at

-- name: shifts_of_person
-- The shifts of a person that have not ended by an instant, the next one first.
SELECT shift_id, post, seat, person_id, planned, from_at, until_at, origin, accepted_at FROM shifts
WHERE community_id = :community AND person_id = :person AND until_at > :after ORDER BY from_at, shift_id

-- name: shift_give
-- Somebody else has the shift, who has to accept it; touches nothing if the one who is to give it does not have it.
UPDATE shifts SET person_id = :person, origin = 'hand', accepted_at = NULL
WHERE community_id = :community AND shift_id = :shift AND person_id = :giver

-- name: shift_accept
-- The person of the shift has taken over; touches nothing if that was so before, or if it is another's now.
UPDATE shifts SET accepted_at = :now
WHERE community_id = :community AND shift_id = :shift AND person_id = :person AND accepted_at IS NULL

-- name: shift_end
-- A shift ends at another time than was planned.
UPDATE shifts SET until_at = :until_at WHERE community_id = :community AND shift_id = :shift AND from_at < :until_at

-- name: shift_remove
-- Nobody stands there any more.
DELETE FROM shifts WHERE community_id = :community AND shift_id = :shift
