// A long name of AWS's own in the mono face: where it does not fit it breaks between its parts, never within one.
import { Fragment } from 'react'

export const Arn = ({ name }: { name: string }) => (
  <span className="mono">
    {name.split(/(?<=[:/])/).map((part, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one name, none moves
      <Fragment key={index}>
        {part}
        <wbr />
      </Fragment>
    ))}
  </span>
)
