// @ts-check
/** `npm start`: installs and builds what is missing or stale, and serves the page on this machine. */
import './checkNode.mjs';

const { installPackages } = await import('./installPackages.mjs');
const { reasonToBuild } = await import('./staleBuild.mjs');
const { runCommand } = await import('./runCommand.mjs');

/** @returns {Promise<void>} */
async function start() {
  const port = Number(process.env['PORT'] ?? '4173');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`PORT must be a number from 1 to 65535, found "${process.env['PORT']}".`);
  }
  await installPackages();
  const reason = reasonToBuild();
  if (reason !== null) {
    console.log(`Building the page (${reason}) …`);
    const status = await runCommand('npm', ['run', '--silent', 'build']);
    if (status !== 0) throw new Error('The page could not be built: see above.');
  }
  const { preview } = await import('vite');
  // A busy port is not an error: the next free one is taken and printed.
  const server = await preview({ preview: { port, strictPort: false } });
  console.log(`\nLatent Playground is at ${server.resolvedUrls?.local[0]} (stop with Ctrl+C)`);
}

try {
  await start();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
