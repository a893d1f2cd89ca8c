import { WhoMay } from '../session/rights.tsx'
import { PageFrame } from './page-frame.tsx'

/** A page that is there, for others: who they are. */
export const ClosedPage = ({ title, scope }: { title: string; scope: string }) => (
  <PageFrame title={title}>
    <WhoMay scope={scope} />
  </PageFrame>
)
