package org.zhiyuan.certificate;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.paper.Pdf;

/**
 * Draws certificates and opens them again, each step in a transaction of its own with every row in reach: the caller has
 * been let to this application or certificate before, and stands in no transaction.
 */
@Component
public class Issuing {
    private static final Actor SYSTEM = Actor.system("certificate");

    private final Papers papers;
    private final Pdf pdf;

    Issuing(Papers papers, Pdf pdf) {
        this.papers = papers;
        this.pdf = pdf;
    }

    /** What would stand on the certificate; empty where the place recorded nothing of these days. */
    public List<Credit> recorded(Application application) {
        return system(() -> papers.recorded(application));
    }

    /** Gathers, signs and draws; nothing is issued yet. */
    public Prepared prepare(Actor actor, Application application, String address) {
        IssuePolicy.open(application.state()).orRefuse();
        IssuePolicy.anotherHandlesIt(actor, application.person()).orRefuse();
        Papers.Gathered gathered = system(() -> papers.gather(application, actor.name(), address));
        IssuePolicy.lettersKnown(pdf.missing(gathered.face().everything())).orRefuse();
        byte[] document = gathered.document().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] paper = pdf.write(
                "certificate/paper",
                Map.of("face", gathered.face()),
                List.of(new Pdf.Attached(
                        gathered.face().number() + ".json", "application/json", "zhiyuan-certificate-v1", document)));
        return system(() -> papers.seal(application, gathered, paper));
    }

    /** What stands on it; absent once its holder was erased. */
    public Face face(Certificate certificate) {
        return Face.read(new String(document(certificate), java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The signed form, for {@code verify}. */
    public byte[] document(Certificate certificate) {
        return system(() -> papers.document(certificate));
    }

    /** The PDF, to the byte as it was issued. */
    public byte[] paper(Certificate certificate) {
        return system(() -> papers.paper(certificate));
    }

    private static <T> T system(Supplier<T> work) {
        return Acting.as(SYSTEM, Scope.EVERYTHING, work);
    }
}
