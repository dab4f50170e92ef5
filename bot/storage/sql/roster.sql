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

-- name: shifts_clear_pattern
-- Take back what a pattern has put on a post from an instant on; what a person has set or taken over stays.
DELETE FROM shifts WHERE community_id = :community AND post = :post AND from_at >= :after
  AND origin = 'pattern' AND accepted_at IS NULL

-- name: shifts_overlap
-- Whether a seat has a shift within a stretch of time.
SELECT 1 AS found FROM shifts WHERE community_id = :community AND post = :post AND seat = :seat
  AND until_at > :after AND from_at < :before LIMIT 1

-- name: shifts_prune
-- Forget shifts that ended long ago.
DELETE FROM shifts WHERE community_id = :community AND until_at < :before

-- name: pattern_add
-- A pattern begins to stand.
INSERT INTO duty_patterns (community_id, pattern_id, post, length, days, since, until, change, night, made_by, made_at)
VALUES (:community, :pattern, :post, :length, :days, :since, :until, :change, :night, :made_by, :now)

-- name: turn_add
-- Somebody has a place in the turns of a pattern.
INSERT INTO duty_turns (community_id, pattern_id, place, person_id) VALUES (:community, :pattern, :place, :person)

-- name: patterns
-- The patterns that stand on a day or will, with their people in order.
SELECT p.pattern_id, p.post, p.length, p.days, p.since, p.until, p.change, p.night, t.person_id
FROM duty_patterns p JOIN duty_turns t ON t.community_id = p.community_id AND t.pattern_id = p.pattern_id
WHERE p.community_id = :community AND (p.until IS NULL OR p.until > :day) ORDER BY p.pattern_id, t.place

-- name: pattern_end
-- A pattern stands until a day; touches nothing if it ended before.
UPDATE duty_patterns SET until = :day
WHERE community_id = :community AND pattern_id = :pattern AND (until IS NULL OR until > :day)

-- name: roster_tell
-- What is wrong with the roster is told; nothing if it was before.
INSERT INTO roster_told (community_id, flaw, post, at, ahead, told_at)
VALUES (:community, :flaw, :post, :at, :ahead, :now) ON CONFLICT (community_id, flaw, post, at, ahead) DO NOTHING

-- name: roster_told_prune
-- Forget what was told of times that are past.
DELETE FROM roster_told WHERE community_id = :community AND at < :before

-- name: cover_ask
-- Somebody looks for a colleague for a shift; nothing if they do already.
INSERT INTO shift_covers (community_id, shift_id, asked_by, asked_at, state)
VALUES (:community, :shift, :person, :now, 'open')
ON CONFLICT (community_id, shift_id) DO UPDATE SET asked_by = excluded.asked_by, asked_at = excluded.asked_at,
    state = 'open', taken_by = NULL WHERE shift_covers.state <> 'open'

-- name: cover_of
-- Who looks for a colleague for a shift, and what has become of it.
SELECT shift_id, asked_by, asked_at, state, taken_by FROM shift_covers
WHERE community_id = :community AND shift_id = :shift

-- name: cover_settle
-- Somebody stands it, or it is not looked for any more; touches nothing if that was so before.
UPDATE shift_covers SET state = :state, taken_by = :person
WHERE community_id = :community AND shift_id = :shift AND state = 'open'

-- name: cover_invite
-- A colleague is asked; nothing if they were before.
INSERT INTO shift_cover_asked (community_id, shift_id, person_id, asked_at)
VALUES (:community, :shift, :person, :now) ON CONFLICT (community_id, shift_id, person_id) DO NOTHING

-- name: cover_decline
-- A colleague cannot.
UPDATE shift_cover_asked SET declined_at = :now
WHERE community_id = :community AND shift_id = :shift AND person_id = :person AND declined_at IS NULL

-- name: cover_invited
-- Who was asked to stand a shift.
SELECT person_id, declined_at FROM shift_cover_asked
WHERE community_id = :community AND shift_id = :shift ORDER BY asked_at, person_id

-- name: shift_list
-- The street's list has somebody else for a shift, who has to accept it; touches nothing that was taken over.
UPDATE shifts SET person_id = :person, planned = :person, origin = 'list'
WHERE community_id = :community AND shift_id = :shift AND accepted_at IS NULL
