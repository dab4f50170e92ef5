-- A department can have handled a case that nobody of the community had: it has no lead then, and is verified and closed
-- all the same. The department stands with the case as long as that is so.

ALTER TABLE cases ADD COLUMN handled_by TEXT CHECK (handled_by <> '');

-- only: sqlite
-- SQLite has no other way to change a condition of a table but to copy all of it, with what other steps have added.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (lead IS NOT NULL OR state NOT IN (''assigned'', ''accepted'', ''handling'', ''fed_back'', ''verified'', ''closed''))',
    'CHECK (lead IS NOT NULL OR state NOT IN (''assigned'', ''accepted'', ''handling'')), '
    || 'CHECK (lead IS NOT NULL OR handled_by IS NOT NULL OR state NOT IN (''fed_back'', ''verified'', ''closed''))')
WHERE type = 'table' AND name = 'cases';
PRAGMA writable_schema = RESET;
-- end
-- only: postgres
DO $$
DECLARE one RECORD;
BEGIN
    FOR one IN SELECT conname FROM pg_constraint WHERE conrelid = 'cases'::regclass AND contype = 'c'
               AND pg_get_constraintdef(oid) LIKE '%lead IS NOT NULL%fed_back%' LOOP
        EXECUTE format('ALTER TABLE cases DROP CONSTRAINT %I', one.conname);
    END LOOP;
END $$;
ALTER TABLE cases
    ADD CHECK (lead IS NOT NULL OR state NOT IN ('assigned', 'accepted', 'handling')),
    ADD CHECK (lead IS NOT NULL OR handled_by IS NOT NULL OR state NOT IN ('fed_back', 'verified', 'closed'));
-- end

DROP VIEW case_sheets;
-- only: sqlite
CREATE VIEW case_sheets AS
SELECT c.*, (SELECT group_concat(person_id, ',') FROM (
    SELECT h.person_id FROM case_helpers h
    WHERE h.community_id = c.community_id AND h.case_id = c.case_id ORDER BY h.place)) AS helpers
FROM cases c;
-- end
-- only: postgres
CREATE VIEW case_sheets AS
SELECT c.*, (SELECT string_agg(h.person_id::text, ',' ORDER BY h.place) FROM case_helpers h
             WHERE h.community_id = c.community_id AND h.case_id = c.case_id) AS helpers
FROM cases c;
-- end
