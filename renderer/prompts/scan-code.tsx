// The page's address as a code that a phone scans: one path, drawn without any style of its own.
import { encodeQR } from 'qr'
import { darkRuns } from './readings.ts'
import styles from './sign-in-prompt.module.css'

/** The quiet zone around a code, in modules (ISO/IEC 18004, 6.3.8). */
const quiet = 4

export const ScanCode = ({ text }: { text: string }) => {
  // A screen is never dirty or torn: with the least correction the modules are the largest.
  const modules = encodeQR(text, 'raw', { ecc: 'low', border: quiet })
  return (
    <figure className={styles.scan}>
      <svg
        viewBox={`0 0 ${modules.length} ${modules.length}`}
        role="img"
        aria-label="QR code of the page, with your code in it"
        shapeRendering="crispEdges"
      >
        <path d={darkRuns(modules)} />
      </svg>
      <figcaption>Or scan</figcaption>
    </figure>
  )
}
