export {
  type Block,
  type BoardContent,
  boardContent,
  mayChange,
  maySee,
  type Visibility,
  visibility,
} from './board.ts'
export { boardUses } from './board-uses.ts'
export { type Narrowed, type Shared, withShared } from './with-shared.ts'
