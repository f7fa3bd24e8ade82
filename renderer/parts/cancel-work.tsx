// Long work in the place of the button that began it: how far it is, said as it goes on, and its end.
import { Button } from './button.tsx'

export const CancelWork = ({ words, onCancel }: { words: string; onCancel: () => void }) => (
  <>
    {/* Beside the button: what is said on its own would be no part of its name. */}
    <span className="sr" role="status">
      {words}
    </span>
    <Button icon="x" onClick={onCancel}>
      <span className="num">{words}, cancel</span>
    </Button>
  </>
)
