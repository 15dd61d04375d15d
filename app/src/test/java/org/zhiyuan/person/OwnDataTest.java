package org.zhiyuan.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.zhiyuan.HouseTest;
import org.zhiyuan.channel.Channels;
import org.zhiyuan.channel.Sent;
import org.zhiyuan.channel.SentId;
import org.zhiyuan.channel.Template;
import org.zhiyuan.kernel.Absent;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.network.SiteId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@HouseTest
@ExtendWith(OutputCaptureExtension.class)
class OwnDataTest {
    @Autowired
    private People people;

    @Autowired
    private OwnData ownData;

    @Autowired
    private Channels channels;

    @Autowired
    private PersonKeys keys;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private Town town;
    private final Actor clerk = Town.clerk("测试站办事员");

    @BeforeEach
    void build() {
        town = new Town(jdbc, transactions);
    }

    @Test
    void oneTakesACopyOfEverything() {
        Particulars zhou = Town.adult("周例一");
        PersonId id = register(zhou);
        town.as(clerk, town.station, () -> people.reveal(clerk, id, Column.PHONE, "电话联系上门时间"));
        send(id);

        JsonNode copy = JsonMapper.builder().build().readTree(town.asSelf(id, () -> ownData.copy(Town.self(id))));

        assertThat(copy.path("person").path("name").asString()).isEqualTo("周例一");
        assertThat(copy.path("person").path("phone").asString())
                .isEqualTo(zhou.phone().value());
        assertThat(copy.path("person").path("identity_number").asString())
                .isEqualTo(zhou.identityNumber().value());
        assertThat(copy.path("looks").get(0).path("why").asString()).isEqualTo("电话联系上门时间");
        assertThat(copy.path("consents").get(0).path("purpose").asString()).isEqualTo("volunteer-record");
        assertThat(copy.path("messages").path("sent").get(0).path("text").asString())
                .contains("明天")
                .doesNotContain("551177");
        assertThat(town.asSelf(id, () -> people.looks(id, 1)).rows())
                .first()
                .extracting(Look::kind)
                .isEqualTo(Look.Kind.COPIED);
    }

    @Test
    void oneSeesOnlyOnesOwn() {
        PersonId id = register(Town.adult("周例二"));
        PersonId other = register(Town.adult("周例三"));

        assertThat(town.asSelf(id, () -> people.find(id))).isPresent();
        assertThat(town.asSelf(id, () -> people.find(other))).isEmpty();
        assertThat(town.asSelf(id, () -> people.looks(other, 1)).rows()).isEmpty();
        assertThatThrownBy(() -> ownData.copy(clerk)).isInstanceOf(Absent.class);
    }

    @Test
    void whatIsErasedIsNowhereInTheDatabaseAndThePersonCanRegisterAgain() {
        Particulars zhou = Town.adult("周例四");
        PersonId id = register(zhou);
        byte[] above = town.system(() -> keys.seal(id, "demand.order", id.value(), "address", "示例路"));
        send(id);
        byte[] blind = keys.blind("person.person.phone", zhou.phone().value());

        town.asSelf(id, () -> {
            ownData.eraseOwn(Town.self(id));
            return 0;
        });

        assertThat(town.asSelf(id, () -> people.find(id))).isEmpty();
        assertThat(town.as(clerk, town.station, () -> people.findByPhone(clerk, zhou.phone())))
                .isEmpty();
        assertThatThrownBy(() -> town.system(() -> keys.open(id, "demand.order", id.value(), "address", above)))
                .isInstanceOf(SealBroken.class);
        String row = town.system(() -> town.jdbc()
                .sql("select p::text from person.person p where id = ?")
                .param(id.value())
                .query(String.class)
                .single());
        assertThat(row).doesNotContain(HexFormat.of().formatHex(blind)).doesNotContain("\\x");
        String sent = town.system(() -> town.jdbc()
                .sql("select string_agg(s::text, ' ') from channel.sent s where person = ?")
                .param(id.value())
                .query(String.class)
                .single());
        assertThat(sent).doesNotContain("明天").doesNotContain(zhou.phone().masked());
        assertThat(register(zhou)).isNotEqualTo(id);
    }

    @Test
    void aRoomThatIsNotFinishedHoldsTheErasureBack() {
        PersonId id = register(Town.adult("周例五"));
        OwnData withOpenOrders = new OwnData(
                null, null, null, null, null, List.of(unfinished("还有 1 件点单没有办结"), unfinished("还有积分没有兑换")), null, null);

        assertThat(withOpenOrders.mayErase(id))
                .asString()
                .contains("还有 1 件点单没有办结")
                .contains("还有积分没有兑换");
    }

    @Test
    void anErasureAtTheCounterTakesAReasonAndOnesOwnPlace() {
        PersonId id = register(Town.adult("周例六"));
        Actor neighbour = Town.clerk("邻站办事员");

        assertThatThrownBy(() -> town.as(clerk, town.station, () -> {
                    ownData.erase(id, "");
                    return 0;
                }))
                .hasMessageContaining("原因");
        assertThatThrownBy(() -> town.as(neighbour, town.neighbour, () -> {
                    ownData.erase(id, "本人要求删除");
                    return 0;
                }))
                .isInstanceOf(Absent.class);
        town.as(clerk, town.station, () -> {
            ownData.erase(id, "本人要求删除");
            return 0;
        });
        assertThat(town.as(clerk, town.station, () -> people.find(id))).isEmpty();
    }

    @Test
    void nothingPersonalReachesALog(CapturedOutput output) {
        Particulars zhou = Town.adult("周例七甲乙丙");
        PersonId id = register(zhou);
        town.as(clerk, town.station, () -> people.findByPhone(clerk, zhou.phone()));
        town.as(clerk, town.station, () -> people.findByIdentityNumber(clerk, zhou.identityNumber()));
        town.as(clerk, town.station, () -> people.reveal(clerk, id, Column.PHONE, "电话联系上门时间"));
        assertThatThrownBy(() -> register(zhou)).hasMessageContaining("已经登记过");
        send(id);
        town.asSelf(id, () -> ownData.copy(Town.self(id)));
        town.system(() -> town.jdbc()
                .sql("update person.person set name = set_byte(name, 40, 1) where id = ?")
                .param(id.value())
                .update());
        assertThatThrownBy(() -> town.as(clerk, town.station, () -> people.open(clerk, id)))
                .hasMessageNotContaining("周例七");

        assertThat(output.getAll())
                .doesNotContain(zhou.phone().value())
                .doesNotContain(zhou.identityNumber().value())
                .doesNotContain("周例七甲乙丙")
                .doesNotContain("551177");
    }

    private PersonId register(Particulars particulars) {
        return town.as(
                clerk,
                town.station,
                () -> people.register(
                        clerk,
                        new SiteId(town.station),
                        particulars,
                        Basis.CONSENT,
                        List.of(new Consent.Given("volunteer-record", 2, Consent.Channel.COUNTER, null))));
    }

    private void send(PersonId id) {
        Template template = new Template("test-visit", "您好，{0}上门，口令 {1}。", Set.of(1));
        SentId sent = town.as(
                clerk,
                town.station,
                () -> channels.send(clerk, people.recipient(id), template, List.of("明天", "551177"), town.station));
        await().untilAsserted(() -> assertThat(town.system(() -> channels.find(sent)))
                .get()
                .extracting(Sent::state)
                .isEqualTo(Sent.State.TAKEN));
    }

    private static PersonalData unfinished(String reason) {
        return new PersonalData() {
            @Override
            public String key() {
                return reason;
            }

            @Override
            public Map<String, ?> copy(PersonId person) {
                return Map.of();
            }

            @Override
            public Decision mayErase(PersonId person) {
                return Decision.refused(Text.of(reason));
            }

            @Override
            public void erase(PersonId person) {
                throw new AssertionError("must not be reached");
            }
        };
    }
}
