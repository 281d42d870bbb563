using SsoOidc.Shapes;

namespace SsoOidc.Tests.Shapes;

public sealed class TextTests
{
    [Fact]
    public void Text_with_a_lone_surrogate_cannot_be_sent()
    {
        Assert.All(["", "plain", "\0", "😀", "\ufffd"], text => Assert.True(Text.IsValidUtf16(text)));
        Assert.All(["\ud83d", "x\ude00", "\ude00\ud83d", "\ud83d😀"], text => Assert.False(Text.IsValidUtf16(text)));
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(100_000)]
    public void Long_text_is_checked_to_its_end(int length)
    {
        Assert.True(Text.IsValidUtf16(new string('é', length) + "😀"));
        Assert.False(Text.IsValidUtf16(new string('é', length) + "\ud83d"));
        Assert.False(Text.IsValidUtf16(new string('a', length) + "\ud83d" + new string('a', length)));
    }

    [Theory]
    [InlineData("\r", 0)]
    [InlineData("ab\n", 2)]
    [InlineData("a\0", 1)]
    [InlineData("\u007f", 0)]
    [InlineData("x\u0085", 1)]
    [InlineData("plain é 😀", -1)]
    public void The_first_control_character_is_found(string text, int expected) => Assert.Equal(expected, Text.IndexOfControl(text));

    [Fact]
    public void Server_text_cannot_forge_lines_colours_or_reading_direction()
    {
        Assert.Equal(@"a\u000d\u000ab\u001b[31m\u0085\u202e\u2066\u2028\u200f\u061c", Text.ForDisplay("a\r\nb\u001b[31m\u0085\u202e\u2066\u2028\u200f\u061c"));
        Assert.Equal("é 漢 😀", Text.ForDisplay("é 漢 😀"));
    }

    [Fact]
    public void Server_text_is_cut_and_never_inside_a_pair()
    {
        Assert.Equal(new string('a', 1024), Text.ForDisplay(new string('a', 1024)));
        Assert.Equal(new string('a', 1024), Text.ForDisplay(new string('a', 5000)));
        Assert.Equal(new string('a', 1023), Text.ForDisplay(new string('a', 1023) + "😀"));
        Assert.Equal(new string('a', 1022) + "😀", Text.ForDisplay(new string('a', 1022) + "😀x"));
    }
}
