export { accessError } from './errors.ts'
export { type Carriage, contentInspector, type InspectContent } from './inspect-content.ts'
export { type AttributeValue, type Principal, type RawApproval } from './principal.ts'
export { diffSlices } from './publish/diff-slices.ts'
export {
  brokenUses,
  type PublishTools,
  publishSlice,
  rollBackSlice,
  type SliceUse,
} from './publish/publish-slice.ts'
export { type Readiness, type ReadinessFacts, type ReadinessPoint, readiness } from './publish/readiness.ts'
export { inForce, type SliceKeeper, type SliceVersion, withPublished } from './publish/slice-version.ts'
export { approvalsOf, decideRaw, type RawKeeper, type RawRequest, requestRaw } from './raw/raw-requests.ts'
export { type Reach, reachOf } from './reach.ts'
export { allows, isRole, ROLES, type RoleName, requireScope, scopesOf } from './roles.ts'
export { isScope, SCOPES, type Scope } from './scopes.ts'
export { type Asking, type Grant, grant, MIN_GROUP_SIZE, slicesOf } from './slice.ts'
