/** The services that views use, handed down by context: the store and the pictures. */
import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';
import type { StoreApi } from 'zustand';
import { useStore as useZustandStore } from 'zustand';
import type { MapRequests } from '../state/filters/mapRequests.ts';
import type { PictureService } from '../state/pictureTypes.ts';
import type { PlaygroundActions, PlaygroundState, PlaygroundStore } from '../state/types.ts';

/** What `main.tsx` hands to the views. */
export interface ViewServices {
  readonly store: StoreApi<PlaygroundStore>;
  readonly pictures: PictureService;
  readonly maps: MapRequests;
}

const ServicesContext = createContext<ViewServices | null>(null);

/** Makes the services known to everything inside. */
export function ServicesProvider({
  services,
  children,
}: {
  readonly services: ViewServices;
  readonly children: ReactNode;
}) {
  return <ServicesContext value={services}>{children}</ServicesContext>;
}

function useServices(): ViewServices {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error('A view was rendered outside ServicesProvider.');
  return services;
}

/** Reads a piece of the state and renders again when that piece changes (by `Object.is`). */
export function useStore<Piece>(selector: (state: PlaygroundState) => Piece): Piece {
  return useZustandStore(useServices().store, selector);
}

/** The store itself, for subscriptions that must not render (`subscribe`, `getState`). */
export function useStoreApi(): StoreApi<PlaygroundStore> {
  return useServices().store;
}

/** The verbs. They never change, so reading them renders nothing. */
export function useActions(): PlaygroundActions {
  return useServices().store.getState();
}

/** The picture service. */
export function usePictures(): PictureService {
  return useServices().pictures;
}

/** Feature maps on request. */
export function useMapRequests(): MapRequests {
  return useServices().maps;
}
