-- name: media_add
-- A photo or voice note of a case, known by Telegram's id until it is fetched; nothing if the case has it.
INSERT INTO media (community_id, media_id, case_id, owner, purpose, kind, file_id, unique_id, album, taken_at, note_id)
VALUES (:community, :media, :case_id, :owner, :purpose, :kind, :file_id, :unique_id, :album, :now, :note)
ON CONFLICT (community_id, case_id, purpose, unique_id) DO NOTHING

-- name: media_of_case
-- The photos and voice notes that a case still has and that belong to no note, in the order in which they came.
SELECT media_id, case_id, purpose, kind, file_id, album, state, sha256, note_id, copy_of FROM media
WHERE community_id = :community AND case_id = :case_id AND state <> 'deleted' AND note_id IS NULL ORDER BY media_id

-- name: media_of_notes
-- The photos and voice notes of a case that belong to its notes, in the order in which they came.
SELECT media_id, case_id, purpose, kind, file_id, album, state, sha256, note_id, copy_of FROM media
WHERE community_id = :community AND case_id = :case_id AND state <> 'deleted' AND note_id IS NOT NULL ORDER BY media_id

-- name: media_by_id
-- One photo or voice note.
SELECT media_id, case_id, purpose, kind, file_id, album, state, sha256, note_id, copy_of
FROM media WHERE community_id = :community AND media_id = :media

-- name: media_seen
-- Whether a file was sent before: not in the same album, and not as a note at the same work.
SELECT 1 AS there FROM media
WHERE community_id = :community AND unique_id = :unique_id AND (album IS NULL OR album <> coalesce(:album, ''))
  AND NOT (case_id = :case_id AND purpose = 'visit' AND taken_at >= :since) LIMIT 1

-- name: picture_by_id
-- A picture that lies in the store.
SELECT media_id, case_id, purpose, album, sha256, looks FROM media
WHERE community_id = :community AND media_id = :media AND kind <> 'voice' AND sha256 IS NOT NULL

-- name: picture_looks
-- What a picture looks like.
UPDATE media SET looks = :looks WHERE community_id = :community AND media_id = :media

-- name: picture_part_add
-- A part of what a picture looks like.
INSERT INTO picture_parts (community_id, place, part, media_id) VALUES (:community, :place, :part, :media)
ON CONFLICT (community_id, place, part, media_id) DO NOTHING

-- name: pictures_same
-- The other pictures of the same content.
SELECT media_id, case_id, purpose, album, sha256, looks FROM media
WHERE community_id = :community AND sha256 = :sha256 AND kind <> 'voice' AND media_id <> :media
ORDER BY media_id LIMIT 50

-- name: pictures_alike
-- The other pictures of which a part looks the same.
SELECT m.media_id, m.case_id, m.purpose, m.album, m.sha256, m.looks FROM picture_parts p
JOIN media m ON m.community_id = p.community_id AND m.media_id = p.media_id
WHERE p.community_id = :community AND p.place = :place AND p.part = :part AND p.media_id <> :media
ORDER BY p.media_id DESC LIMIT 500

-- name: media_copied
-- The same picture was sent before, for another or the same case.
UPDATE media SET copy_of = :case_id WHERE community_id = :community AND media_id = :media AND copy_of IS NULL

-- name: media_stored
-- The file lies in the store under its hash.
UPDATE media SET state = 'stored', sha256 = :sha256, size = :size
WHERE community_id = :community AND media_id = :media AND state IN ('waiting', 'lost')

-- name: media_lost
-- Telegram does not give the file any more.
UPDATE media SET state = 'lost' WHERE community_id = :community AND media_id = :media AND state = 'waiting'

-- name: media_ever
-- All photos and voice notes that a case had, with what is left of those that were deleted; not those of confidential
-- notes, which do not leave the hands of who handles the case.
SELECT media_id, case_id, purpose, kind, owner, state, sha256, size, taken_at, deleted_at
FROM media m WHERE m.community_id = :community AND m.case_id = :case_id
  AND NOT EXISTS (SELECT 1 FROM case_notes n WHERE n.community_id = m.community_id AND n.note_id = m.note_id
                  AND n.confidential)
ORDER BY m.media_id
