import { Notice } from '../answer/notice.tsx'
import { BlockedIcon } from '../icons.tsx'
import { go } from '../routing.ts'
import controls from '../theme/controls.module.css'
import { PageFrame } from './page-frame.tsx'

/** An address that leads nowhere, or to what somebody may not see: both look the same. */
export const NoPage = ({ project }: { project: string }) => (
  <PageFrame title="There is nothing here">
    <Notice tone="bad" icon={<BlockedIcon />} title="This page does not exist, or is not yours to see">
      <p>Check the address. If you need the page for your work, ask an administrator for the right to it.</p>
      <button type="button" className={controls['plain']} onClick={() => go({ project, thread: null })}>
        Ask a question
      </button>
    </Notice>
  </PageFrame>
)
