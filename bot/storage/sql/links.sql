-- name: link_put
-- A person has a link to the roster of that scope; one that they had before is void.
INSERT INTO roster_links (community_id, link_id, person_id, scope, digest, made_at)
VALUES (:community, :link, :person, :scope, :digest, :now)
ON CONFLICT (community_id, person_id, scope) DO UPDATE SET digest = excluded.digest, made_at = excluded.made_at,
    read_at = NULL

-- name: link_by_digest
-- The link of a secret.
SELECT link_id, person_id, scope, made_at, read_at FROM roster_links
WHERE community_id = :community AND digest = :digest

-- name: links_of_person
-- The links that a person has.
SELECT link_id, person_id, scope, made_at, read_at FROM roster_links
WHERE community_id = :community AND person_id = :person ORDER BY scope

-- name: link_revoke
-- A link is void; touches nothing if there is none.
DELETE FROM roster_links WHERE community_id = :community AND person_id = :person AND scope = :scope

-- name: link_read
-- A calendar has come for a link.
UPDATE roster_links SET read_at = :now WHERE community_id = :community AND link_id = :link
