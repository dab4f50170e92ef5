-- name: staff_file_add
-- Somebody sent a staff list.
INSERT INTO staff_files (community_id, number, person_id, file_id, name, sent_at)
VALUES (:community, :number, :person, :file_id, :name, :now)

-- name: staff_file
-- A staff list that was sent.
SELECT number, person_id, file_id, name, state, kind, lines, sent_at FROM staff_files
WHERE community_id = :community AND number = :number

-- name: staff_files_undecided
-- The lists of a person that are neither taken nor thrown away.
SELECT number, person_id, file_id, name, state, kind, lines, sent_at FROM staff_files
WHERE community_id = :community AND person_id = :person AND state IN ('waiting', 'read') ORDER BY number

-- name: staff_file_read
-- A list was read: its lines wait for a decision, and the file is not needed any more.
UPDATE staff_files SET state = 'read', kind = :kind, lines = :lines, file_id = ''
WHERE community_id = :community AND number = :number AND state = 'waiting'

-- name: staff_file_settle
-- It is decided what becomes of a list; its lines are not kept.
UPDATE staff_files SET state = :state, lines = NULL, file_id = ''
WHERE community_id = :community AND number = :number AND state = :expected

-- name: staff_files_prune
-- Forget the lists that were decided about long ago, or about which nobody decided.
DELETE FROM staff_files WHERE community_id = :community AND sent_at < :before AND state <> 'waiting'

-- name: places_sweep
-- Whoever claimed a place and does not hold that any more has left the list.
DELETE FROM staff_places WHERE community_id = :community AND person_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM appointments a WHERE a.community_id = staff_places.community_id
    AND a.person_id = staff_places.person_id AND a.role = staff_places.role AND a.grid = staff_places.grid
    AND a.unit = staff_places.unit)

-- name: places
-- The whole list, in the order in which it came.
SELECT place_id, name, phone, role, grid, unit, person_id FROM staff_places
WHERE community_id = :community ORDER BY place_id

-- name: places_of_phone
-- What the list has for a phone number.
SELECT place_id, name, phone, role, grid, unit, person_id FROM staff_places
WHERE community_id = :community AND phone = :phone ORDER BY place_id

-- name: place_unclaimed
-- Whether there is a place that nobody has claimed.
SELECT 1 AS there FROM staff_places WHERE community_id = :community AND person_id IS NULL LIMIT 1

-- name: place_add
-- Put a place on the list; nothing if it is there already.
INSERT INTO staff_places (community_id, place_id, name, phone, role, grid, unit, listed_by, listed_at)
VALUES (:community, :place, :name, :phone, :role, :grid, :unit, :person, :now)
ON CONFLICT (community_id, phone, role, grid, unit) DO NOTHING

-- name: place_claim
-- A place belongs to somebody from now on, unless somebody was faster.
UPDATE staff_places SET person_id = :person
WHERE community_id = :community AND place_id = :place AND person_id IS NULL

-- name: places_rename
-- Whoever has that number is called so from now on.
UPDATE staff_places SET name = :name WHERE community_id = :community AND phone = :phone AND name <> :name

-- name: phones_shown
-- The numbers that those of the staff have shown to be their own.
SELECT DISTINCT p.person_id, p.phone FROM appointments a
JOIN persons p ON p.community_id = a.community_id AND p.person_id = a.person_id
WHERE a.community_id = :community AND a.role <> 'resident' AND p.phone IS NOT NULL ORDER BY p.person_id

-- name: claims_refused
-- How often somebody claimed a place in vain since an instant.
SELECT count(*) AS many FROM audit_events
WHERE community_id = :community AND actor = :person AND act = 'claim.refused' AND at >= :since
