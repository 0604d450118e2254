/**
 * Until November 2026 level 2 was a role. Somebody stored in that time is an agent of level 2 or higher, and has the
 * telephone that agents had. For states of the journal and for the migration of the database; it never changes.
 */
export function withoutLevelRole(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !('role' in stored)) return stored;
  if (stored.role !== 'level-2') return stored;
  const level = 'level' in stored && typeof stored.level === 'number' ? stored.level : 2;
  return { ...stored, role: 'agent', level: Math.max(level, 2) };
}
