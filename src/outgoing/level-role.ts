/**
 * Until November 2026 level 2 was a role. A policy stored in that time permits agents of level 1 what it permitted agents,
 * and those of the higher levels what it permitted level 2. For states of the journal and for the migration of the
 * database; it never changes.
 */
export function policyWithoutLevelRole(stored: unknown): unknown {
  if (!isObject(stored) || !Array.isArray(stored.allow)) return stored;
  return { ...stored, allow: stored.allow.map(withLevels) };
}

function withLevels(permission: unknown): unknown {
  if (!isObject(permission) || !isObject(permission.who)) return permission;
  const { who } = permission;
  if (who.kind !== 'role' || 'levels' in who) return permission;
  if (who.role === 'agent') return { ...permission, who: { ...who, levels: [1] } };
  if (who.role !== 'level-2') return permission;
  return { ...permission, who: { ...who, role: 'agent', levels: [2, 3, 4] } };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
