"""The catalogue for machines: product feeds, news, and a public interface that only reads."""
