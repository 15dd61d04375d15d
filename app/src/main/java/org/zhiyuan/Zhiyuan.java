package org.zhiyuan;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The house: one deployable, one city, one database. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Zhiyuan {
    public static void main(String[] args) {
        SpringApplication.run(Zhiyuan.class, args);
    }
}
