/** Why there is no picture: the person or the browser forbids it, there is no camera, another program has it, or else. */
export const CAMERA_FAULTS = ['denied', 'missing', 'busy', 'failed'] as const;

export type CameraFault = (typeof CAMERA_FAULTS)[number];

const FAULTS: Readonly<Record<string, CameraFault>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** What of a light browsers know and TypeScript's list of the DOM does not. */
interface Torch {
  torch?: boolean;
}

/** Browsers give pages without HTTPS no camera. */
export function hasCameras(): boolean {
  return globalThis.navigator?.mediaDevices?.getUserMedia !== undefined;
}

/** The camera that looks away from the person, where there are two. */
export function openCamera(): Promise<MediaStream> {
  const size = { width: { ideal: 1_280 }, height: { ideal: 720 } };
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: 'environment' }, ...size } });
}

export function closeCamera(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** What the refusal of a camera means. */
export function faultOf(error: unknown): CameraFault {
  return (error instanceof Error && FAULTS[error.name]) || 'failed';
}

export function hasTorch(stream: MediaStream): boolean {
  const [track] = stream.getVideoTracks();
  const abilities: (MediaTrackCapabilities & Torch) | undefined = track?.getCapabilities?.();
  return abilities?.torch === true;
}

/** Turns the light of the camera on or off. */
export async function turnTorch(stream: MediaStream, torch: boolean): Promise<void> {
  const light: MediaTrackConstraintSet & Torch = { torch };
  await stream.getVideoTracks()[0]?.applyConstraints({ advanced: [light] });
}
