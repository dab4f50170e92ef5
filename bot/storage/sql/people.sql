-- name: person_by_user
-- The person of a community behind a Telegram user.
SELECT person_id, user_id, name, language, reachable, grid, building, category
FROM persons WHERE community_id = :community AND user_id = :user_id

-- name: person_by_id
-- A person of a community.
SELECT person_id, user_id, name, language, reachable, grid, building, category
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

-- name: appointments_of
-- The roles that a person holds.
SELECT role, grid FROM appointments WHERE community_id = :community AND person_id = :person ORDER BY role, grid

-- name: appointments_all
-- The roles that everybody holds.
SELECT person_id, role, grid FROM appointments WHERE community_id = :community ORDER BY person_id, role, grid

-- name: appointment_add
-- Appoint a person; nothing if they hold that role there already.
INSERT INTO appointments (community_id, person_id, role, grid) VALUES (:community, :person, :role, :grid)
ON CONFLICT (community_id, person_id, role, grid) DO NOTHING

-- name: appointment_remove
-- End an appointment.
DELETE FROM appointments
WHERE community_id = :community AND person_id = :person AND role = :role AND grid = :grid

-- name: staff
-- Everybody who holds a role, with it.
SELECT p.person_id, p.user_id, p.name, p.language, p.reachable, p.grid, p.building, p.category,
       a.role AS held_role, a.grid AS held_grid
FROM appointments a JOIN persons p ON p.community_id = a.community_id AND p.person_id = a.person_id
WHERE a.community_id = :community ORDER BY p.person_id, a.role, a.grid
