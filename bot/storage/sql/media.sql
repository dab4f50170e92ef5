-- name: media_add
-- A photo or voice note of a case, known by Telegram's id until it is fetched; nothing if the case has it.
INSERT INTO media (community_id, media_id, case_id, owner, purpose, kind, file_id, unique_id, album, taken_at)
VALUES (:community, :media, :case_id, :owner, :purpose, :kind, :file_id, :unique_id, :album, :now)
ON CONFLICT (community_id, case_id, purpose, unique_id) DO NOTHING

-- name: media_of_case
-- The photos and voice notes that a case still has, in the order in which they came.
SELECT media_id, case_id, purpose, kind, file_id, album, state, sha256
FROM media WHERE community_id = :community AND case_id = :case_id AND state <> 'deleted' ORDER BY media_id

-- name: media_by_id
-- One photo or voice note.
SELECT media_id, case_id, purpose, kind, file_id, album, state, sha256
FROM media WHERE community_id = :community AND media_id = :media

-- name: media_stored
-- The file lies in the store under its hash.
UPDATE media SET state = 'stored', sha256 = :sha256, size = :size
WHERE community_id = :community AND media_id = :media AND state IN ('waiting', 'lost')

-- name: media_lost
-- Telegram does not give the file any more.
UPDATE media SET state = 'lost' WHERE community_id = :community AND media_id = :media AND state = 'waiting'

-- name: media_ever
-- All photos and voice notes that a case had, with what is left of those that were deleted.
SELECT media_id, case_id, purpose, kind, owner, state, sha256, size, taken_at, deleted_at
FROM media WHERE community_id = :community AND case_id = :case_id ORDER BY media_id
