using System.Text;
using SsoOidc.Signing;

namespace SsoOidc.Tests.Signing;

public sealed class CanonicalUriTests
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("/token", "/token")]
    [InlineData("/token/", "/token/")]
    [InlineData("//a///b", "/a/b")]
    [InlineData("/a/./b/../c", "/a/c")]
    [InlineData("/../a", "/a")]
    [InlineData("/a/..", "/")]
    [InlineData("/a/../", "/")]
    [InlineData("/a%20b", "/a%2520b")]
    [InlineData("/a b~_-.c", "/a%20b~_-.c")]
    [InlineData("/é😀:@", "/%C3%A9%F0%9F%98%80%3A%40")]
    [InlineData("relative", "/relative")]
    public void A_path_is_normalized_and_escaped_once_more(string path, string expected) =>
        Assert.Equal(expected, Write(buffer => CanonicalUri.WritePath(buffer, path)));

    [Theory]
    [InlineData("", "")]
    [InlineData("aws_iam=t", "aws_iam=t")]
    [InlineData("flag", "flag=")]
    [InlineData("b=2&a=1", "a=1&b=2")]
    [InlineData("a=2&a=1&a", "a=&a=1&a=2")]
    [InlineData("a=1=2&A=%20", "A=%20&a=1=2")]
    public void A_query_is_sorted_and_not_escaped_again(string query, string expected) =>
        Assert.Equal(expected, Write(buffer => CanonicalUri.WriteQuery(buffer, query)));

    private static string Write(Action<Utf8Buffer> write)
    {
        using var buffer = new Utf8Buffer(1);
        write(buffer);
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
