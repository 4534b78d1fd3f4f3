/** Which input caused a state: views note it on the scene that a verb made, pictures measure from it. */

const times = new WeakMap<object, number>();

/** Notes that `scene` came from an event with this `timeStamp`; call it after the verb. */
export function stampScene(scene: object | null, timeStamp: number): void {
  if (scene !== null) times.set(scene, timeStamp);
}

/** `event.timeStamp` of the event that made this scene, or undefined when no event did. */
export function timeOfScene(scene: object): number | undefined {
  return times.get(scene);
}
