namespace SsoOidc.Tests.Messages;

public sealed class HttpHeaderListTests
{
    [Fact]
    public void Names_are_kept_in_lower_case_and_found_in_any()
    {
        var headers = new HttpHeaderList { };
        headers.Set("X-One", "1");
        headers["x-TWO"] = "2";
        headers.Set("x-one", "3");
        Assert.Equal([new("x-one", "3"), new("x-two", "2")], headers);
        Assert.Equal(2, headers.Count);
        Assert.True(headers.TryGet("X-ONE", out string? value));
        Assert.Equal("3", value);
        Assert.True(headers.Contains("X-Two"));
        Assert.Null(headers["x-three"]);
        Assert.False(headers.TryGet("x-three", out _));
    }

    [Fact]
    public void Removing_keeps_the_others_in_order()
    {
        var headers = new HttpHeaderList();
        for (int i = 0; i < 20; i++)
        {
            headers.Set($"h{i}", $"{i}");
        }

        Assert.True(headers.Remove("H0"));
        Assert.False(headers.Remove("h0"));
        headers["h7"] = null!;
        Assert.Equal(Enumerable.Range(1, 19).Where(i => i != 7).Select(i => $"h{i}"), headers.Select(header => header.Key));
    }

    [Theory]
    [InlineData("a\r\nb: c", "v")]
    [InlineData("a b", "v")]
    [InlineData("", "v")]
    [InlineData("a:", "v")]
    [InlineData("a", "v\r\nb: c")]
    [InlineData("a", "v\n")]
    [InlineData("a", "\0")]
    [InlineData("a", "é")]
    public void What_cannot_stand_in_a_header_is_refused_and_changes_nothing(string name, string value)
    {
        var headers = new HttpHeaderList();
        headers.Set("a", "before");
        Assert.Throws<ArgumentException>(() => headers.Set(name, value));
        Assert.Throws<ArgumentException>(() => headers[name] = value);
        Assert.Equal([new("a", "before")], headers);
        Assert.Throws<ArgumentNullException>(() => headers.Set("a", null!));
    }
}
