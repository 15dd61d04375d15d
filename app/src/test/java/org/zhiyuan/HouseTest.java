package org.zhiyuan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.zhiyuan.access.SampleCity;
import org.zhiyuan.cell.SettableClock;
import org.zhiyuan.cell.TestCell;
import org.zhiyuan.certificate.HeldCredits;
import org.zhiyuan.ledger.Sealing;
import org.zhiyuan.person.LedgerPeople;

/**
 * A test on the whole house with the sample city, on a real port and the real database. All tests so marked share one
 * context: leave it as you found it, or work with rows of your own.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestCell.WholeHouse.class)
@Import({SettableClock.class, SampleCity.class, LedgerPeople.class, Sealing.class, HeldCredits.class})
public @interface HouseTest {}
