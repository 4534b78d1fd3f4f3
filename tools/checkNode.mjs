// @ts-check
/** Ends the program with a sentence when Node is too old. Written for old Nodes to understand. */

const needed = [20, 19];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(`Latent Playground needs Node ${needed.join('.')} or later.`);
  console.error(`This is Node ${process.versions.node}. Get a newer one from https://nodejs.org/.`);
  process.exit(1);
}
