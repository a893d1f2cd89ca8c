import { AnomaliesPanel } from './anomalies-panel.tsx'
import { GoalsPanel } from './goals-panel.tsx'
import { ProfilePanel } from './profile-panel.tsx'
import type { Told } from './told.ts'

interface Props {
  readonly reply: Told
  readonly project: string
  readonly onAsk: (question: string) => void
}

/** Whether something told has a panel of its own. */
export const hasPanel = ({ goals, anomalies, profile }: Told): boolean =>
  (goals !== undefined && goals.length > 0) || anomalies !== undefined || profile !== undefined

/** Goals, unusual days or a profile, told with more than sentences. */
export function ToldPanel({ reply: { goals, anomalies, profile }, project, onAsk }: Props) {
  if (anomalies) return <AnomaliesPanel scan={anomalies} project={project} onAsk={onAsk} />
  if (profile) return <ProfilePanel profile={profile} project={project} />
  return goals ? <GoalsPanel goals={goals} /> : null
}
