package org.zhiyuan.kernel;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says where an object of one kind lies, so that the distance between an actor's grant and the object can be told. */
public interface Whereabouts {
    /** The kind, which is also the name of the path variable in {@link Can#on()}: "site", "grant" … */
    String kind();

    /** Where it lies; empty where there is no such object. Called as the system, before the actor's rights are known. */
    Optional<Place> locate(String id);

    /**
     * The action with which objects of this kind are seen. An actor who may see this one is told plainly that he may not
     * do the other thing (403); everybody else is told that there is no such thing (404). Null where seeing is no
     * action of its own: then always 404.
     */
    default @Nullable Action seenBy() {
        return null;
    }

    /**
     * @param site the site it belongs to
     * @param field its field of service; null where it belongs to none
     * @param owners the persons whose own it is: a volunteer of his record, captain and deputies of their team; empty
     *     where it is nobody's own
     */
    record Place(UUID site, @Nullable String field, Set<UUID> owners) {
        public Place {
            owners = Set.copyOf(owners);
        }

        public static Place at(UUID site) {
            return at(site, null);
        }

        /** Nobody's own. */
        public static Place at(UUID site, @Nullable String field) {
            return new Place(site, field, Set.of());
        }

        /** One person's own; nobody's where there is none. */
        public static Place own(UUID site, @Nullable String field, @Nullable UUID owner) {
            return new Place(site, field, owner == null ? Set.of() : Set.of(owner));
        }
    }
}
