using SsoOidc.Shapes;

namespace SsoOidc.Tests.Shapes;

public sealed class HeaderTextTests
{
    [Fact]
    public void A_value_is_printable_ascii_with_spaces_and_tabs()
    {
        for (int c = 0; c < 0x300; c++)
        {
            Assert.Equal(c is '\t' or (>= ' ' and <= '~'), HeaderText.IsValidValue($"a{(char)c}b\t"));
        }

        Assert.True(HeaderText.IsValidValue(string.Empty));
        Assert.False(HeaderText.IsValidValue("a\tb\r"));
    }

    [Fact]
    public void A_name_is_a_token_in_lower_case()
    {
        Assert.Equal("x-amz-date", HeaderText.NormalizeName("X-Amz-Date"));
        foreach (char c in "\r\n\0 :\"(),/;<=>?@[]{}\\é\u007f\t")
        {
            Assert.Throws<ArgumentException>(() => HeaderText.NormalizeName($"x{c}y"));
        }

        Assert.Throws<ArgumentException>(() => HeaderText.NormalizeName(string.Empty));
    }

    [Fact]
    public void The_message_names_header_and_character_but_not_the_value()
    {
        var error = Assert.Throws<ArgumentException>(() => HeaderText.ThrowIfInvalidValue("x-a", "secret\r\nx-evil: 1"));
        Assert.StartsWith("The value of header 'x-a' has the character U+000D at index 6", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
