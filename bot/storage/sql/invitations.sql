-- name: invitation_add
-- A link that gives a role; only the digest of the secret in it is kept.
INSERT INTO invitations (community_id, invitation_id, digest, role, grid, unit, most, made_by, made_at, expires_at)
VALUES (:community, :invitation, :digest, :role, :grid, :unit, :most, :made_by, :now, :expires_at)

-- name: invitation_by_digest
-- The invitation of a secret.
SELECT invitation_id, role, grid, unit, most, used, made_by, made_at, expires_at, revoked_at FROM invitations
WHERE community_id = :community AND digest = :digest

-- name: invitation_by_id
-- An invitation of the community.
SELECT invitation_id, role, grid, unit, most, used, made_by, made_at, expires_at, revoked_at FROM invitations
WHERE community_id = :community AND invitation_id = :invitation

-- name: invitations_standing
-- A page of the invitations that somebody could still use, the newest first.
SELECT invitation_id, role, grid, unit, most, used, made_by, made_at, expires_at, revoked_at FROM invitations
WHERE community_id = :community AND revoked_at IS NULL AND used < most AND expires_at > :now
ORDER BY invitation_id DESC LIMIT :many OFFSET :skip

-- name: invitation_use
-- One more person uses an invitation; nothing if it is used up, revoked or expired.
UPDATE invitations SET used = used + 1
WHERE community_id = :community AND invitation_id = :invitation
  AND used < most AND revoked_at IS NULL AND expires_at > :now

-- name: invitation_revoke
-- Nobody can use an invitation any more; nothing if nobody could before.
UPDATE invitations SET revoked_at = :now
WHERE community_id = :community AND invitation_id = :invitation
  AND used < most AND revoked_at IS NULL AND expires_at > :now

-- name: invitations_of_setup_revoke
-- The links that were made at the terminal before are void: there is a newer one.
UPDATE invitations SET revoked_at = :now
WHERE community_id = :community AND made_by IS NULL AND revoked_at IS NULL AND used < most
