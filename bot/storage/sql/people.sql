-- name: person_by_user
-- The person of a community behind a Telegram user.
SELECT person_id, user_id, name, language, reachable, grid, building, category,
       phone, plain, quiet_from, quiet_to, consent
FROM persons WHERE community_id = :community AND user_id = :user_id

-- name: person_by_id
-- A person of a community.
SELECT person_id, user_id, name, language, reachable, grid, building, category,
       phone, plain, quiet_from, quiet_to, consent
FROM persons WHERE community_id = :community AND person_id = :person

-- name: person_add
-- Somebody is met for the first time.
INSERT INTO persons (community_id, person_id, user_id, name, language, reachable, met_at)
VALUES (:community, :person, :user_id, :name, :language, FALSE, :now)

-- name: person_reachable
-- Whether private messages can reach a user from now on; touches nothing if that was known.
UPDATE persons SET reachable = :reachable
WHERE community_id = :community AND user_id = :user_id AND reachable <> :reachable

-- name: person_rename
-- A user's name as Telegram or the staff list has it now.
UPDATE persons SET name = :name WHERE community_id = :community AND person_id = :person

-- name: person_language
-- The language in which a person is spoken to.
UPDATE persons SET language = :language WHERE community_id = :community AND person_id = :person

-- name: person_home
-- The grid from which a person came to us last; a building of another grid is not theirs to be proposed any more.
UPDATE persons SET grid = :grid, building = NULL WHERE community_id = :community AND person_id = :person

-- name: person_habit
-- What a person reported last, to propose it the next time.
UPDATE persons SET grid = :grid, building = :building, category = :category
WHERE community_id = :community AND person_id = :person

-- name: person_phone
-- A person's own phone number, or none any more.
UPDATE persons SET phone = :phone WHERE community_id = :community AND person_id = :person

-- name: person_consent
-- A person agrees to a version of the notice on data.
UPDATE persons SET consent = :version, consented_at = :now WHERE community_id = :community AND person_id = :person

-- name: person_plain
-- Whether a person wants large steps and few choices.
UPDATE persons SET plain = :plain WHERE community_id = :community AND person_id = :person

-- name: person_quiet
-- From and to which minute of the day messages come to a person without a sound.
UPDATE persons SET quiet_from = :begins, quiet_to = :ends WHERE community_id = :community AND person_id = :person

-- name: appointments_of
-- The roles that a person holds.
SELECT role, grid, unit FROM appointments
WHERE community_id = :community AND person_id = :person ORDER BY role, grid, unit

-- name: appointment_add
-- Appoint a person; nothing if they hold that role there already.
INSERT INTO appointments (community_id, person_id, role, grid, unit, since)
VALUES (:community, :person, :role, :grid, :unit, :now)
ON CONFLICT (community_id, person_id, role, grid, unit) DO NOTHING

-- name: appointment_remove
-- End an appointment.
DELETE FROM appointments
WHERE community_id = :community AND person_id = :person AND role = :role AND grid = :grid AND unit = :unit

-- name: staff
-- Everybody who was appointed to something, with it.
SELECT p.person_id, p.user_id, p.name, p.language, p.reachable, p.grid, p.building, p.category,
       p.phone, p.plain, p.quiet_from, p.quiet_to, p.consent,
       a.role AS held_role, a.grid AS held_grid, a.unit AS held_unit
FROM appointments a JOIN persons p ON p.community_id = a.community_id AND p.person_id = a.person_id
WHERE a.community_id = :community AND a.role <> 'resident' ORDER BY p.person_id, a.role, a.grid, a.unit

-- name: listed_staff
-- What the configuration listed when the program started last.
SELECT user_id, role, grid, unit FROM listed_staff WHERE community_id = :community

-- name: listed_staff_add
-- The configuration lists somebody now.
INSERT INTO listed_staff (community_id, user_id, role, grid, unit)
VALUES (:community, :user_id, :role, :grid, :unit) ON CONFLICT DO NOTHING

-- name: listed_staff_remove
-- The configuration lists somebody no more.
DELETE FROM listed_staff
WHERE community_id = :community AND user_id = :user_id AND role = :role AND grid = :grid AND unit = :unit
