package org.zhiyuan.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Slice;
import org.zhiyuan.kernel.Text;

/**
 * The log of sealed entries: a Merkle tree in the shape of RFC 6962 §2.1 over SHA-256, whose signed heads are published.
 * Proofs read O(log n) hashes.
 */
@Service
@Transactional(readOnly = true)
public class Seals {
    private static final ZoneId CITY_ZONE = ZoneId.of("Asia/Shanghai");
    private static final Text NOT_YET = Text.of("这一条还没有封存进签名的树头");
    private static final Text WAIT = Text.of("请稍后再试");
    private static final int RECHECK_PAGE = 5_000;
    private static final int WRONG_TOLD_MAX = 100;

    private final SealStore store;
    private final ObjectProvider<LogKeys> logKeys;
    private final HeadSigner signer;
    private final InstantSource clock;

    Seals(SealStore store, ObjectProvider<LogKeys> logKeys, HeadSigner signer, InstantSource clock) {
        this.store = store;
        this.logKeys = logKeys;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * Puts something of another room into the log, in the transaction of the act itself: it is sealed once that has
     * committed, and never where it is rolled back. Throws where the same entry was offered before.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void offer(Offer offer) {
        if (store.seq(new EntryId(offer.source(), offer.entry())).isPresent()) {
            throw new IllegalStateException(offer.source() + " " + offer.entry() + " is sealed already");
        }
        store.offer(offer, Canonical.text(offer.facts()), clock.instant());
    }

    /** The number of an entry in the log; empty while it is not sealed. */
    public Optional<Long> sealed(EntryId entry) {
        return store.seq(entry);
    }

    /** Since when the oldest entry waits that is committed and not sealed; empty where all are. */
    public Optional<Instant> waitingSince() {
        return store.oldestOffered();
    }

    /** The latest signed head; empty before the first. */
    public Optional<Head> head() {
        return store.lastHead();
    }

    /** The one that was published as that day's, in the city's zone. */
    public Optional<Head> head(LocalDate day) {
        return store.head(day);
    }

    /** The published heads, one a day, the newest first. */
    public Slice<Head> heads(int page) {
        return new Slice<>(
                store.dailyHeads(Slice.SIZE_DEFAULT, (page - 1L) * Slice.SIZE_DEFAULT),
                page,
                Slice.SIZE_DEFAULT,
                store.dailyHeadCount());
    }

    /**
     * The log as it stands, to be grown by many entries at once: for a load that keeps leaves and subtrees itself, while
     * nobody else seals.
     */
    public Growth growth() {
        long size = store.size();
        return new Growth(size, store.hashes(new Tree.Stretch(0, size).nodes()));
    }

    /** Signs what the log is now; the last head where nothing was added since. */
    @Transactional
    public Head sign() {
        long size = store.size();
        Optional<Head> last = store.lastHead();
        if (last.isPresent() && last.get().size() == size && last.get().keyId().equals(signer.keyId())) {
            return last.get();
        }
        return sign(size, false);
    }

    /** Signs the head that is published as today's; does nothing where there is one. */
    @Transactional
    public Head signDaily() {
        return store.head(today()).orElseGet(() -> sign(store.size(), true));
    }

    private Head sign(long size, boolean daily) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID log = store.log().id();
        byte[] root = root(size);
        byte[] signed = Canonical.bytes(Head.facts(log, size, root, at, signer.suite(), signer.keyId()));
        Head head = new Head(
                log,
                size,
                root,
                at,
                LocalDate.ofInstant(at, CITY_ZONE),
                daily,
                signer.suite(),
                signer.keyId(),
                signer.publicKey(),
                signer.sign(signed));
        store.add(Ids.next(clock), head);
        return head;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), CITY_ZONE);
    }

    private byte[] root(long size) {
        if (size == 0) {
            return Hashing.empty();
        }
        return hashes(List.of(new Tree.Stretch(0, size))).getFirst();
    }

    private List<byte[]> hashes(List<Tree.Stretch> stretches) {
        Set<Tree.Node> wanted = Tree.nodes(stretches);
        Map<Tree.Node, byte[]> found = store.hashes(wanted);
        return stretches.stream()
                .map(stretch ->
                        stretch.hash(node -> Objects.requireNonNull(found.get(node), () -> node + " is missing")))
                .toList();
    }

    /** That the entry stands in the log of the latest signed head; a {@link Refusal} while it does not yet. */
    public Inclusion inclusion(EntryId entry) {
        long size = head().map(Head::size).orElse(0L);
        long seq = store.seq(entry).orElseThrow(() -> new Refusal(NOT_YET, WAIT));
        if (seq >= size) {
            throw new Refusal(NOT_YET, WAIT);
        }
        return inclusion(seq, size);
    }

    /** That entry number {@code index} stands in the log of so many entries; throws where either is not there. */
    public Inclusion inclusion(long index, long size) {
        requireSealed(size);
        return new Inclusion(index, size, hashes(Tree.inclusion(index, size)));
    }

    /** That the log of {@code first} entries is the beginning of that of {@code second}; throws where it is not so long. */
    public Consistency consistency(long first, long second) {
        requireSealed(second);
        return new Consistency(first, second, hashes(Tree.consistency(first, second)));
    }

    private void requireSealed(long size) {
        if (size > store.size()) {
            throw new IllegalArgumentException("the log has not " + size + " entries yet");
        }
    }

    /**
     * A posting opened and proved, as a file for {@code verify}: what was sealed, the key of this one entry, its path, and
     * the signed head. {@link Absent} where the posting is not for this reader to see; a {@link Refusal} while it is not
     * sealed, or where its person was erased and nobody can open it any more.
     */
    public String proof(EntryId entry) {
        return proof(opened(posting(entry), lastHead()));
    }

    /** The same for what another room offered: with the same facts, to the letter. */
    public String proof(Offer offer) {
        byte[] key = offer.owner() == null ? store.log().key() : null;
        Closed closed = new Closed(new EntryId(offer.source(), offer.entry()), offer.owner(), key, offer.facts());
        return proof(opened(closed, lastHead()));
    }

    private Head lastHead() {
        return head().orElseThrow(() -> new Refusal(NOT_YET, WAIT));
    }

    private static String proof(Opened opened) {
        Map<String, Object> proof = new TreeMap<>(opened.facts());
        proof.put("head", opened.head().published());
        proof.put("type", "zhiyuan-proof-v1");
        return Canonical.text(proof);
    }

    /**
     * One opened entry: the facts that were sealed, the key of this entry and its path to the head.
     *
     * @param facts {@code entry}, {@code key} and {@code proof}, as they stand in the files for {@code verify}
     */
    public record Opened(Head head, Map<String, Object> facts) {
        public Opened {
            facts = Map.copyOf(facts);
        }
    }

    /**
     * Postings opened and proved under one head, in their order; a head is signed where the last one does not cover them.
     * Refuses and throws as {@link #proof(EntryId)}.
     */
    @Transactional
    public List<Opened> opened(List<EntryId> entries) {
        long last = 0;
        for (EntryId entry : entries) {
            last = Math.max(last, store.seq(entry).orElseThrow(() -> new Refusal(NOT_YET, WAIT)));
        }
        long needed = last;
        Head head = head().filter(signed -> signed.size() > needed).orElseGet(this::sign);
        return entries.stream().map(entry -> opened(posting(entry), head)).toList();
    }

    /** An entry with what opens it: the log key of its owner, or nobody's. */
    private record Closed(EntryId id, @Nullable UUID owner, byte @Nullable [] nobodys, Map<String, Object> facts) {}

    private Closed posting(EntryId entry) {
        Entry posting = store.posting(entry).orElseThrow(() -> new Absent("entry " + entry));
        return new Closed(entry, posting.owner(), posting.owner() == null ? posting.bookKey() : null, posting.facts());
    }

    private Opened opened(Closed entry, Head head) {
        long seq = store.seq(entry.id())
                .filter(number -> number < head.size())
                .orElseThrow(() -> new Refusal(NOT_YET, WAIT));
        UUID owner = entry.owner();
        byte[] logKey = owner == null
                ? entry.nobodys()
                : logKeys.getObject().of(List.of(owner)).get(owner);
        if (logKey == null) {
            throw new Refusal(Text.of("这个人的信息已经删除，记录还在账里，但谁也打不开了"));
        }
        byte[] leafKey = Hashing.leafKey(logKey, seq);
        Leaf leaf = store.leaves(seq, seq + 1).getFirst();
        if (!Arrays.equals(leaf.commitment(), Hashing.commitment(leafKey, Canonical.bytes(entry.facts())))) {
            throw new IllegalStateException(entry.id() + " is not what was sealed as number " + seq);
        }
        Map<String, Object> facts = Map.of(
                "entry", entry.facts(),
                "key", Head.hex(leafKey),
                "proof", inclusion(seq, head.size()).facts());
        return new Opened(head, facts);
    }

    /**
     * Signs what another room publishes, with the key that signs the heads.
     *
     * @param facts with a {@code type} of their own, which no head has, so that neither can be taken for the other
     * @return the facts with {@code key}, {@code suite} and {@code signature}
     */
    public Map<String, Object> signed(Map<String, Object> facts) {
        if (!(facts.get("type") instanceof String type) || type.equals(Head.TYPE)) {
            throw new IllegalArgumentException("what is signed has a type, and not that of a head");
        }
        Map<String, Object> signed = new TreeMap<>(facts);
        signed.put("key", signer.keyId());
        signed.put("suite", signer.suite());
        signed.put("signature", Head.hex(signer.sign(Canonical.bytes(signed))));
        return signed;
    }

    /** The id of the log: made with the database, in every head. */
    UUID log() {
        return store.log().id();
    }

    List<Leaf> leaves(long from, long until) {
        return store.leaves(from, until);
    }

    List<Head> heads(long after, long upTo) {
        return store.heads(after, upTo);
    }

    /**
     * What a recheck of the whole log found.
     *
     * @param entries looked at
     * @param opened postings that are what was sealed
     * @param closed entries that only others can open: of erased persons, of other rooms
     * @param wrong numbers of entries that are not what was sealed, the first hundred
     * @param rootsWrong sizes whose signed root is not that of the leaves
     */
    public record Recheck(long entries, long opened, long closed, List<Long> wrong, List<Long> rootsWrong) {
        public Recheck {
            wrong = List.copyOf(wrong);
            rootsWrong = List.copyOf(rootsWrong);
        }

        public boolean sound() {
            return wrong.isEmpty() && rootsWrong.isEmpty();
        }
    }

    /** Reckons every commitment and every signed root anew from what stands in the books; reads in pages. */
    public Recheck recheck() {
        return new Rechecking().run(store.size());
    }

    private final class Rechecking {
        private final Map<Tree.Node, byte[]> peaks = new TreeMap<>(
                java.util.Comparator.comparingInt(Tree.Node::level).thenComparingLong(Tree.Node::place));
        private final java.util.ArrayList<Long> wrong = new java.util.ArrayList<>();
        private final java.util.ArrayList<Long> rootsWrong = new java.util.ArrayList<>();
        private long opened;
        private long closed;

        Recheck run(long size) {
            compare(store.heads(-1, 0), 0);
            for (long from = 0; from < size; from += RECHECK_PAGE) {
                long until = Math.min(size, from + RECHECK_PAGE);
                List<SealStore.Compared> page = store.compared(from, until);
                Map<UUID, byte[]> keys = keys(page);
                List<Head> heads = store.heads(from, until);
                int next = 0;
                for (SealStore.Compared leaf : page) {
                    look(leaf, keys);
                    grow(leaf.seq(), Hashing.leaf(leaf.commitment()));
                    int first = next;
                    while (next < heads.size() && heads.get(next).size() == leaf.seq() + 1) {
                        next++;
                    }
                    compare(heads.subList(first, next), leaf.seq() + 1);
                }
            }
            return new Recheck(size, opened, closed, wrong, rootsWrong);
        }

        private Map<UUID, byte[]> keys(List<SealStore.Compared> page) {
            Set<UUID> owners = new HashSet<>();
            page.forEach(leaf -> {
                if (leaf.posting() != null && leaf.posting().owner() != null) {
                    owners.add(leaf.posting().owner());
                }
            });
            return owners.isEmpty() ? Map.of() : logKeys.getObject().of(owners);
        }

        private void look(SealStore.Compared leaf, Map<UUID, byte[]> keys) {
            Entry posting = leaf.posting();
            boolean right;
            if (posting == null) {
                // a posting that is gone is wrong; what another room offered only that room can tell
                right = !leaf.source().equals(EntryId.POSTING);
                closed += right ? 1 : 0;
            } else {
                byte[] key = posting.owner() == null ? posting.bookKey() : keys.get(posting.owner());
                right = key == null
                        || Arrays.equals(
                                leaf.commitment(),
                                Hashing.commitment(Hashing.leafKey(key, leaf.seq()), Canonical.bytes(posting.facts())));
                closed += key == null ? 1 : 0;
                opened += key != null && right ? 1 : 0;
            }
            if (!right && wrong.size() < WRONG_TOLD_MAX) {
                wrong.add(leaf.seq());
            }
        }

        private void grow(long seq, byte[] leaf) {
            byte[] hash = leaf;
            int level = 0;
            long place = seq;
            while ((place & 1) == 1) {
                hash = Hashing.node(Objects.requireNonNull(peaks.remove(new Tree.Node(level, place - 1))), hash);
                level++;
                place >>= 1;
            }
            peaks.put(new Tree.Node(level, place), hash);
        }

        private void compare(List<Head> heads, long size) {
            if (heads.isEmpty()) {
                return;
            }
            byte[] root = size == 0
                    ? Hashing.empty()
                    : new Tree.Stretch(0, size).hash(node -> Objects.requireNonNull(peaks.get(node)));
            heads.forEach(head -> {
                if (!Arrays.equals(root, head.root())) {
                    rootsWrong.add(size);
                }
            });
        }
    }
}
