import { VisuallyHidden } from '@mantine/core'
import styles from './composer-menu.module.css'
import type { ComposerMenu as Menu } from './use-composer-menu.ts'

export const MENU_ID = 'composer-menu'
export const optionId = (at: number): string => `${MENU_ID}-${at}`

/** What can be chosen while a command or a name is typed; the caret stays in the composer. */
export function ComposerMenu({ menu: { items, active, point, choose } }: { menu: Menu }) {
  return (
    <>
      <VisuallyHidden role="status">
        {items.length === 0 ? '' : `${items.length} to choose from, by the arrow keys and Enter`}
      </VisuallyHidden>
      {items.length > 0 && (
        <ul id={MENU_ID} role="listbox" aria-label="To choose from" className={styles['menu']}>
          {items.map((item, at) => (
            <li
              key={item.id}
              id={optionId(at)}
              role="option"
              aria-selected={at === active}
              ref={(element) => {
                if (at === active) element?.scrollIntoView({ block: 'nearest' })
              }}
              onMouseMove={() => at !== active && point(at)}
              onMouseDown={(event) => {
                event.preventDefault()
                choose(item)
              }}
            >
              {item.group !== items[at - 1]?.group && <small className={styles['group']}>{item.group}</small>}
              <span className={styles['item']}>
                <span dir="auto">{item.label}</span>
                <small>{item.hint}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
