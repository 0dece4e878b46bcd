/** Each role may do all that the one before it may. */
export const ROLES = ["agent", "lead", "admin"] as const;
export type Role = (typeof ROLES)[number];

export interface Member {
  memberId: string;
  name: string;
  role: Role;
}

export function mayActAs(member: Member, role: Role): boolean {
  return ROLES.indexOf(member.role) >= ROLES.indexOf(role);
}
